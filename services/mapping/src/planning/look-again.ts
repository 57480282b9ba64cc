import { NAME_IN_USE, type PlannedListObject } from '@ml-connector/bookkeeping';
import type { Connection } from '@ml-connector/connections';
import { makesListObject, type Posting, type WishFields } from '@ml-connector/postings';
import type { MappingPorts } from '../mapping-ports.js';
import { lookAgainAtCustomers } from './look-again-at-customers.js';
import { lookAgainAtItems } from './look-again-at-items.js';
import { readWish } from './read-wish.js';

const PAGE = 200;

/** Holds that end once the lists show something else. */
const PASSING: ReadonlySet<string> = new Set([
  NAME_IN_USE,
  'CUSTOMER_AMBIGUOUS',
  'CUSTOMER_NAME_TAKEN',
  'ITEM_NAME_TAKEN',
  'CUSTOMER_DELETED',
]);

const QUERIES = (['ready', 'held'] as const).flatMap((state) =>
  (['customer', 'item'] as const).map((kind) => ({ state, kind })),
);

/**
 * Decides again about customers and items that are to be made and were not handed out, where the lists were read since:
 * what somebody made by hand meanwhile is taken, what stays is confirmed. Costs a few look-ups where nothing was read.
 */
export const lookAgain = async (ports: MappingPorts, connection: Connection): Promise<void> => {
  const { readUpTo } = await ports.company.state(connection.id);
  if (readUpTo === 0) return;
  for (const query of QUERIES)
    for await (const postings of pages(ports, connection.id, query)) {
      const stale = postings.filter((posting) => isStale(posting, readUpTo));
      const planned = await opened(ports, stale);
      await (query.kind === 'customer' ? lookAgainAtCustomers : lookAgainAtItems)(
        ports,
        connection,
        planned,
      );
    }
};

const isStale = (posting: Posting, readUpTo: number): boolean =>
  makesListObject(posting) &&
  posting.out === null &&
  posting.withdrawn === null &&
  (posting.wish.readUpTo ?? 0) < readUpTo &&
  (posting.state === 'ready' || PASSING.has(posting.reason?.code ?? ''));

/** Those whose wish is readable: an erased one stays as it is, one that was held from the start is decided by its source. */
const opened = async (
  { vault }: Pick<MappingPorts, 'vault'>,
  postings: readonly Posting[],
): Promise<readonly PlannedListObject[]> => {
  if (postings.length === 0) return [];
  const texts = await vault.open(postings.map(({ wish }) => wish.request));
  return postings.flatMap((posting, index) => {
    const text = texts[index];
    const fields: WishFields = text === null || text === undefined ? {} : readWish(text);
    return Object.keys(fields).length === 0 ? [] : [{ posting, fields }];
  });
};

/** Read before anything of a page changes, so that the pages do not shift. */
async function* pages(
  { postings }: Pick<MappingPorts, 'postings'>,
  connectionId: string,
  query: { readonly state: 'ready' | 'held'; readonly kind: 'customer' | 'item' },
): AsyncGenerator<readonly Posting[]> {
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof postings.list>> = await postings.list({
      connectionId,
      ...query,
      limit: PAGE,
      ...(cursor === null ? {} : { cursor }),
    });
    if (page.items.length > 0) yield page.items.map(({ value }) => value);
    cursor = page.next;
  } while (cursor !== null);
}
