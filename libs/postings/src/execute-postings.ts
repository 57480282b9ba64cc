import type { Collection, Stored } from '@ml-connector/document-store';
import { AppError, type Clock } from '@ml-connector/kernel';
import { decidePosting } from './decide-posting.js';
import { evolvePosting } from './evolve-posting.js';
import type { Posting } from './posting.js';
import type { PostingSignals } from './posting-signals.js';
import { showInTrace, traceOf } from './trace-postings.js';
import { documentOf, type PostingDocument, type PostingIndex } from './posting-document.js';
import type { PostingEvent } from './posting-fact.js';
import type { PostingOrder, PostingOutcome } from './postings.js';

const ATTEMPTS = 20;

interface Write {
  readonly id: string;
  readonly stored: Stored<PostingDocument> | null;
  readonly value: PostingDocument;
  /** Those that are new in its outbox. */
  readonly events: readonly PostingEvent[];
}

interface Decision {
  readonly outcomes: ReadonlyMap<number, PostingOutcome>;
  readonly write: Write | null;
}

type Numbered = PostingOrder & { readonly index: number };

/**
 * Load, decide, compare-and-set: as few reads and writes as there are rounds of lost races.
 * @returns outcomes in the order of the argument, and the documents that were written.
 * @throws AppError CONFLICT after twenty lost races for one posting; STATE_FORBIDS as decidePosting.
 */
export const executePostings = async (
  collection: Collection<PostingDocument, PostingIndex>,
  { clock, signals }: { readonly clock: Clock; readonly signals: PostingSignals },
  orders: readonly PostingOrder[],
): Promise<{
  outcomes: readonly PostingOutcome[];
  written: readonly Stored<PostingDocument>[];
}> => {
  const outcomes = new Map<number, PostingOutcome>();
  const written: Stored<PostingDocument>[] = [];
  let open = byPosting(orders.map((order, index) => ({ ...order, index })));
  for (let attempt = 0; open.size > 0; attempt += 1) {
    if (attempt === ATTEMPTS)
      throw new AppError(
        'CONFLICT',
        `A posting changed ${ATTEMPTS} times while a command was deciding.`,
      );
    const stored = new Map(
      (await collection.getMany([...open.keys()])).map((item) => [item.id, item]),
    );
    const decisions = [...open].map(([id, commands]) =>
      decideAll(id, commands, stored.get(id) ?? null, clock),
    );
    const writes = decisions.flatMap(({ write }) => (write ? [write] : []));
    const lost = await store(collection, writes, written);
    if (lost.size > 0) signals.conflicts(lost.size);
    open = new Map([...open].filter(([id]) => lost.has(id)));
    for (const decision of decisions) {
      if (decision.write && lost.has(decision.write.id)) continue;
      for (const [index, outcome] of decision.outcomes) outcomes.set(index, outcome);
      if (decision.write) tell(decision.write, signals);
    }
  }
  return {
    outcomes: orders.map((_, index) => outcomes.get(index) ?? { outcome: 'missing' }),
    written,
  };
};

const byPosting = (orders: readonly Numbered[]): Map<string, Numbered[]> => {
  const groups = new Map<string, Numbered[]>();
  for (const order of orders) {
    const group = groups.get(order.postingId);
    if (group) group.push(order);
    else groups.set(order.postingId, [order]);
  }
  return groups;
};

const decideAll = (
  id: string,
  orders: readonly Numbered[],
  stored: Stored<PostingDocument> | null,
  clock: Clock,
): Decision => {
  let posting: Posting | null = stored?.value.posting ?? null;
  const events: PostingEvent[] = [];
  const outcomes = new Map<number, PostingOutcome>();
  for (const order of orders) {
    const own = posting === null || posting.connectionId === order.connectionId ? posting : null;
    if (posting !== null && own === null) {
      outcomes.set(order.index, { outcome: 'missing' });
      continue;
    }
    const decided = decidePosting(order.command, posting, {
      postingId: id,
      connectionId: order.connectionId,
      key: order.command.type === 'Plan' ? order.command.key : id,
      now: clock.now(),
      causationId: order.causationId ?? id,
      ...traceOf(order.command, posting),
    });
    posting = decided.reduce<Posting | null>(evolvePosting, posting);
    events.push(...decided);
    outcomes.set(order.index, outcomeOf(posting, decided.length > 0));
  }
  if (posting === null || events.length === 0) return { outcomes, write: null };
  const outbox = [...(stored?.value.outbox ?? []), ...events];
  return { outcomes, write: { id, stored, value: documentOf(posting, outbox), events } };
};

const tell = ({ id, stored, value, events }: Write, signals: PostingSignals): void => {
  showInTrace(id, value.kind, events);
  signals.written(stored?.value.posting ?? null, value.posting, events);
};

const outcomeOf = (posting: Posting | null, isChanged: boolean): PostingOutcome =>
  posting === null
    ? { outcome: 'missing' }
    : { outcome: isChanged ? 'changed' : 'unchanged', posting };

/** @returns the ids whose race was lost. */
const store = async (
  collection: Collection<PostingDocument, PostingIndex>,
  writes: readonly Write[],
  written: Stored<PostingDocument>[],
): Promise<ReadonlySet<string>> => {
  const inserts = writes.filter((write) => write.stored === null);
  const replacements = writes.flatMap((write) =>
    write.stored ? [{ ...write, version: write.stored.version }] : [],
  );
  const [inserted, replaced] = await Promise.all([
    inserts.length === 0 ? [] : collection.insertMany(inserts),
    replacements.length === 0
      ? []
      : collection.replaceMany(
          replacements.map(({ id, version, value }) => ({ id, expectedVersion: version, value })),
        ),
  ]);
  const lost = new Set<string>();
  inserts.forEach(({ id, value }, index) => {
    if (inserted[index] === 'inserted') written.push({ id, version: 1, value });
    else lost.add(id);
  });
  replacements.forEach(({ id, version, value }, index) => {
    if (replaced[index] === 'replaced') written.push({ id, version: version + 1, value });
    else lost.add(id);
  });
  return lost;
};
