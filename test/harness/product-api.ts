import { z } from 'zod';
import { ADMIN_TOKEN } from './product-process.js';

export const createdConnection = z.object({
  id: z.string(),
  webhook: z.object({ url: z.string(), secret: z.string() }),
  qbwc: z.object({ username: z.string(), password: z.string(), url: z.string() }),
});
export type CreatedConnection = z.infer<typeof createdConnection>;

export const posting = z.object({
  id: z.string(),
  kind: z.string(),
  source: z.object({ type: z.string(), id: z.string(), number: z.string() }),
  revision: z.number(),
  state: z.string(),
  dependsOn: z.array(z.string()),
  total: z.string().nullable(),
  predictedTotal: z.string().nullable(),
  currency: z.string().nullable(),
  reason: z
    .object({ code: z.string(), title: z.string(), detail: z.string(), fix: z.string() })
    .nullable(),
  document: z
    .object({ type: z.string(), refNumber: z.string().nullable(), total: z.string().nullable() })
    .nullable(),
});
export type ApiPosting = z.infer<typeof posting>;

const listObject = z.object({
  listId: z.string(),
  type: z.string(),
  name: z.string(),
  fullName: z.string(),
});
export type ApiListObject = z.infer<typeof listObject>;

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** The product's API as a person's script would use it: HTTP and a token, nothing of its code. */
export interface ProductApi {
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<ApiAnswer>;
  createConnection(body: unknown): Promise<CreatedConnection>;
  /** Lets as many sales through on a day as come. */
  uncap(connectionId: string): Promise<void>;
  qwc(connectionId: string): Promise<string>;
  postings(connectionId: string, query?: string): Promise<readonly ApiPosting[]>;
  /** A list of the company file as it was last read. */
  list(connectionId: string, list: string): Promise<readonly ApiListObject[]>;
}

export const productApi = (url: string, token: string = ADMIN_TOKEN): ProductApi => {
  const call: ProductApi['call'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && text !== '' ? JSON.parse(text) : text,
    };
  };
  const everyPage = async <Item>(item: z.ZodType<Item>, path: string): Promise<readonly Item[]> => {
    const all: Item[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const after: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = z
        .object({ items: z.array(item), next: z.string().nullable() })
        .parse(await expectStatus(call('GET', `${path}${after}`), 200));
      all.push(...page.items);
      cursor = page.next;
    }
    return all;
  };
  return {
    call,
    createConnection: async (body) =>
      createdConnection.parse(await expectStatus(call('POST', '/api/connections', body), 201)),
    uncap: async (connectionId) => {
      const body = { dailyCaps: { customers: null, documents: null } };
      await expectStatus(call('PATCH', `/api/connections/${connectionId}`, body), 200);
    },
    qwc: async (connectionId) =>
      z
        .string()
        .parse(await expectStatus(call('GET', `/api/connections/${connectionId}/qwc`), 200)),
    postings: (connectionId, query = '') =>
      everyPage(posting, `/api/connections/${connectionId}/postings?limit=200${query}`),
    list: (connectionId, list) =>
      everyPage(listObject, `/api/connections/${connectionId}/lists/${list}?limit=20`),
  };
};

const expectStatus = async (answer: Promise<ApiAnswer>, status: number): Promise<unknown> => {
  const { status: actual, body } = await answer;
  if (actual !== status)
    throw new Error(`Expected ${status}, got ${actual}: ${JSON.stringify(body).slice(0, 500)}`);
  return body;
};
