import {
  createCompanyReader,
  decideKnownOrder,
  documentsToPlan,
  type KnownOrder,
  type OrderDecision,
  type PlannedDocument,
  type Preview,
  previewDecision,
} from '@ml-connector/bookkeeping';
import {
  completeRules,
  type Connection,
  rulesInputSchema,
  type RulesInput,
} from '@ml-connector/connections';
import type { PostedDocument, Reason } from '@ml-connector/contracts';
import { createMemoryDocumentStore } from '@ml-connector/document-store/memory';
import { changeFields } from '@ml-connector/gateway/changes';
import {
  isRequestType,
  parseAnswer,
  type QbFields,
  type QbRequest,
  textAt,
  writeMessageSet,
} from '@ml-connector/qbxml';
import {
  type Company,
  type DocumentView,
  openCompany,
  type SeedOptions,
} from '../simulators/company/index.js';
import { companyMirror } from './company-mirror.js';
import { fillReferences, type Ids } from './fill-references.js';
import { plainVault } from './plain-vault.js';

export const CONNECTION_ID = 'books';
const GO_LIVE = '2020-01-01T00:00:00.000Z';
const NOW = Date.parse('2026-06-01T12:00:00Z');

export interface BooksSettings {
  readonly rules?: Partial<RulesInput>;
  readonly seed?: SeedOptions;
  /** Of the shop. Default EUR. */
  readonly currency?: string;
}

/** A document that the company file took, or that stood in it before. */
export interface PostedEntry {
  readonly planned: PlannedDocument;
  /** The request as it went; `null` where nothing had to be sent. */
  readonly qbxml: string | null;
  /** How the company file holds it in the end; `null` for list objects. */
  readonly view: DocumentView | null;
  /** Name of a list object; `null` for documents. */
  readonly name: string | null;
}

/** What became of an order. */
export interface Outcome {
  /** Why the rules post nothing of it; `null` where they do. */
  readonly skipped: string | null;
  readonly posted: readonly PostedEntry[];
  readonly held: readonly { readonly planned: PlannedDocument; readonly reason: Reason }[];
}

/**
 * The real decisions, written as the real requests, executed by the simulated company file; only the ways between them
 * (event log, postings, sessions) are left out.
 */
export interface Books {
  readonly company: Company;
  /** @throws Error where QuickBooks refuses a request. */
  post(known: KnownOrder): Promise<Outcome>;
  /** Changes the documents of an order that was posted, where they are others now. @throws Error like {@link post}. */
  change(known: KnownOrder): Promise<Outcome>;
  /** What a preview shows of it, posting nothing. */
  preview(known: KnownOrder): Promise<Preview>;
  close(): void;
}

export const openBooks = async (settings: BooksSettings = {}): Promise<Books> => {
  const store = createMemoryDocumentStore();
  let now = NOW;
  const company = openCompany({
    path: ':memory:',
    now: () => (now += 1_000),
    seed: settings.seed ?? {},
  });
  const keys = await plainVault.keysOf(CONNECTION_ID, []);
  const hash = (content: string): string => keys.hash(content);
  const mirror = companyMirror(store, company, { connectionId: CONNECTION_ID, hash });
  await mirror.readLists();
  const reader = createCompanyReader({ store, vault: plainVault });
  const connection = connectionWith(settings);
  const standing = new Map<string, Ids>();
  const written = new Map<string, QbFields>();

  const send = async (planned: PlannedDocument, isChange: boolean): Promise<PostedEntry> => {
    const { adopt, postingId } = planned;
    if (adopt || (planned.orderId === null && standing.has(postingId))) {
      if (adopt) standing.set(postingId, { ListID: adopt.listId, TxnID: adopt.txnId });
      return entryOf(planned, null);
    }
    const wished = fillReferences(planned.fields, standing);
    const request = isChange
      ? changeOf(planned, wished)
      : requestOf(`${planned.object}Add`, wished);
    if (request === null) return entryOf(planned, null);
    const { type } = request;
    const qbxml = writeMessageSet({
      version: '13.0',
      onError: 'stopOnError',
      requests: [{ requestId: '1', request }],
    });
    const answer = parseAnswer(company.processRequest(qbxml));
    const [response] = answer.responses;
    const ret = response?.rets[0]?.fields;
    if (response?.statusCode !== 0 || !ret)
      throw new Error(`${type} ${response?.statusCode}: ${response?.statusMessage}`);
    const ids = { ListID: textAt(ret, 'ListID') ?? null, TxnID: textAt(ret, 'TxnID') ?? null };
    standing.set(postingId, ids);
    written.set(postingId, wished);
    await mirror.learn(answer);
    return entryOf(planned, qbxml);
  };
  /** What changes the document, or makes it; `null` where it stands as it is wished. */
  const changeOf = ({ object, postingId }: PlannedDocument, wished: QbFields) => {
    const before = written.get(postingId);
    const view = company.inspect.document(standing.get(postingId)?.TxnID ?? '');
    if (!before || !view) return requestOf(`${object}Add`, wished);
    if (JSON.stringify(before) === JSON.stringify(wished)) return null;
    const lineIds = view.lines.map(({ lineId }) => lineId);
    const head = { TxnID: view.txnId, EditSequence: view.editSequence };
    const fields = changeFields(object, { written: before, wished, lineIds });
    return requestOf(`${object}Mod`, { ...fields, ...head });
  };
  const entryOf = (planned: PlannedDocument, qbxml: string | null): PostedEntry => {
    const ids = standing.get(planned.postingId);
    const view = company.inspect.document(ids?.TxnID ?? '') ?? null;
    const isList = view === null && ids?.ListID;
    const listed = isList ? company.inspect.listObject(ids.ListID ?? '') : undefined;
    return { planned, qbxml, view, name: listed?.fullName ?? null };
  };

  const decide = (known: KnownOrder): Promise<OrderDecision> =>
    decideKnownOrder(connection, known, {
      store,
      vault: plainVault,
      company: reader,
      postings: { get: async (id) => standingCustomer(id, standing.get(id)) },
      clock: { now: () => now },
    });

  const carryOut = async (known: KnownOrder, isChange: boolean): Promise<Outcome> => {
    const decision = await decide(known);
    if (decision.outcome === 'nothing') return { skipped: decision.why, posted: [], held: [] };
    if (decision.outcome === 'withdraw')
      return { skipped: decision.reason.title, posted: [], held: [] };
    const toPlan = documentsToPlan(
      decision.documents.map((document) => ({ document, basis: '' })),
      new Map(),
    ).map(({ document }) => document);
    const posted: PostedEntry[] = [];
    const held: Outcome['held'][number][] = [];
    for (const planned of toPlan)
      if (planned.hold) held.push({ planned, reason: planned.hold });
      else posted.push(await send(planned, isChange));
    const inTheEnd = posted.map(({ planned, qbxml }) => entryOf(planned, qbxml));
    return { skipped: null, posted: inTheEnd, held };
  };

  return {
    company,
    preview: async (known) => previewDecision(await decide(known)),
    post: (known) => carryOut(known, false),
    change: (known) => carryOut(known, true),
    close: () => company.close(),
  };
};

const requestOf = (type: string, fields: QbFields): QbRequest => {
  if (!isRequestType(type)) throw new Error(`There is no ${type}.`);
  return { type, fields };
};

const connectionWith = ({ rules = {}, currency = 'EUR' }: BooksSettings): Connection => ({
  id: CONNECTION_ID,
  revision: 1,
  name: 'A shop',
  state: 'active',
  storeUrl: 'https://shop.example',
  rules: completeRules(rulesInputSchema.parse({ unknownProduct: 'create', ...rules }), GO_LIVE),
  rulesVersion: 1,
  facts: { currency, timeZone: 'Europe/Berlin', pricesIncludeTax: true },
  qbwc: { username: 'ml-books', fileId: '{}', appName: 'ml-connector books' },
  createdAt: GO_LIVE,
});

/** What decisions ask of a posting: whether its customer stands. */
const standingCustomer = (
  id: string,
  ids: Ids | undefined,
): { readonly document: PostedDocument } | null =>
  ids?.ListID === undefined || ids.ListID === null
    ? null
    : {
        document: {
          type: 'Customer',
          txnId: null,
          listId: ids.ListID,
          refNumber: null,
          total: null,
          editSequence: id,
          wishRevision: 1,
          postedAt: GO_LIVE,
        },
      };
