import type { Connection } from '@ml-connector/connections';
import { awaitedBy, type Posting, waitsFor } from '@ml-connector/postings';
import type { MappingPorts } from '../mapping-ports.js';
import { readWish } from './read-wish.js';

const PAGE = 200;

/** QuickBooks' own word that a document's day lies in a closed period. */
const PERIOD_CLOSED = 'QUICKBOOKS_3171';

/** Where the lists show a period open and QuickBooks refuses all the same, a person must look in the end. */
const MOST_REFUSALS = 20;

/**
 * Lets go on what is held because QuickBooks refused it for a closed period, once a reading of the lists that is newer
 * than the refusal shows it open: above all changes of documents that stand. What never stood is decided again anyway.
 */
export const releaseOpened = async (
  ports: Pick<MappingPorts, 'postings' | 'company' | 'vault'>,
  { id: connectionId }: Pick<Connection, 'id'>,
): Promise<void> => {
  const refused = await heldByClosing(ports, connectionId);
  if (refused.length === 0) return;
  const needed = { items: [], entities: [], emails: [] };
  const { closingDate, readUpTo } = await ports.company.facts(connectionId, needed);
  const texts = await ports.vault.open(refused.map(({ wish }) => wish.request));
  const open = refused.filter(({ updatedAt }, index) => {
    const day = dayOf(texts[index] ?? null);
    const isOpen = day !== null && (closingDate === null || day > closingDate);
    return isOpen && readUpTo > Date.parse(updatedAt);
  });
  const before = await ports.postings.getMany([...new Set(open.flatMap(awaitedBy))]);
  const known = new Map(before.map((posting) => [posting.id, posting]));
  await ports.postings.executeMany(
    open.map((posting) => ({
      postingId: posting.id,
      connectionId,
      command: {
        type: 'Retry',
        by: 'mapping',
        why: 'The period is open.',
        waitingFor: waitsFor(posting, known),
      },
    })),
  );
};

const heldByClosing = async (
  { postings }: Pick<MappingPorts, 'postings'>,
  connectionId: string,
): Promise<readonly Posting[]> => {
  const found: Posting[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Awaited<ReturnType<typeof postings.list>> = await postings.list({
      connectionId,
      state: 'held',
      limit: PAGE,
      ...(cursor === '' ? {} : { cursor }),
    });
    found.push(
      ...page.items
        .map(({ value }) => value)
        .filter(
          ({ reason, refusals, out }) =>
            reason?.code === PERIOD_CLOSED && refusals <= MOST_REFUSALS && out === null,
        ),
    );
    cursor = page.next;
  }
  return found;
};

const dayOf = (json: string | null): string | null => {
  const day = json === null ? undefined : readWish(json)['TxnDate'];
  return typeof day === 'string' ? day : null;
};
