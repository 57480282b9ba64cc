import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@ml-connector/kernel';
import mongoose, { type mongo } from 'mongoose';
import { REMEMBERED_WRITES, type KeptCollection, type KeptDocument } from './kept-document.js';
import { settle, type Settlement, type Write, type WriteTrace } from './settle-writes.js';
import { storeFailure } from './store-failure.js';

const AT_ONCE = 500;
const ATTEMPTS = 4;
const PAUSE_MS = 50;
/** Nothing is begun anew after this time. */
const PATIENCE_MS = 10_000;

/**
 * Makes each write on its own, in bulks; answers whether it was applied, in the order of the argument. What the database
 * does not clearly answer is looked up by id, and made again when it did not happen.
 * @throws AppError STORE_UNAVAILABLE when it is not known what became of a write.
 */
export const applyWrites = async (
  collection: KeptCollection,
  writes: readonly Write[],
): Promise<readonly boolean[]> => {
  const applied: boolean[] = [];
  for (let start = 0; start < writes.length; start += AT_ONCE) {
    applied.push(...(await applyBulk(collection, writes.slice(start, start + AT_ONCE))));
  }
  return applied;
};

const applyBulk = async (
  collection: KeptCollection,
  writes: readonly Write[],
): Promise<readonly boolean[]> => {
  const settled = new Map<Write, Settlement>();
  const started = performance.now();
  let failure: unknown = null;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (performance.now() - started > PATIENCE_MS) break;
    const open = writes.filter((write) => isOpen(settled.get(write)));
    if (open.length === 0) break;
    if (failure !== null) await sleep(PAUSE_MS * 4 ** (attempt - 1));
    const answer = await attemptBulk(collection, open);
    failure = answer.failure;
    for (const [index, write] of open.entries()) {
      // A write that was made before may stand: only the document itself tells.
      const said = answer.settlements[index];
      settled.set(write, attempt > 0 && said === 'refused' ? 'unknown' : (said ?? 'unknown'));
    }
    await lookUp(collection, settled);
  }
  return writes.map((write) => {
    const settlement = settled.get(write);
    if (isOpen(settlement)) throw unknownOutcome(failure);
    return settlement === 'applied';
  });
};

const isOpen = (settlement: Settlement | undefined): boolean =>
  settlement !== 'applied' && settlement !== 'refused';

interface BulkAnswer {
  readonly settlements: readonly Settlement[];
  /** What went wrong, if it was not just that a document exists. */
  readonly failure: unknown;
}

const attemptBulk = async (
  collection: KeptCollection,
  writes: readonly Write[],
): Promise<BulkAnswer> => {
  try {
    const [only] = writes;
    const matched =
      only && writes.length === 1
        ? await writeOne(collection, only)
        : (await collection.bulkWrite(writes.map(operationOf), { ordered: false })).matchedCount;
    return { settlements: acknowledged(writes, matched), failure: null };
  } catch (error) {
    return refusedOf(writes, error);
  }
};

/** The same as a bulk of one, with less ado. @returns how many documents a replacement met. */
const writeOne = async (collection: KeptCollection, write: Write): Promise<number> => {
  if (write.kind === 'replace') {
    const { filter, update } = replacementOf(write);
    return (await collection.updateOne(filter, update)).matchedCount;
  }
  await collection.insertOne(documentOf(write));
  return 0;
};

const operationOf = (write: Write): mongo.AnyBulkWriteOperation<KeptDocument> =>
  write.kind === 'insert'
    ? { insertOne: { document: documentOf(write) } }
    : { updateOne: replacementOf(write) };

const documentOf = ({ id, token, value }: Write): KeptDocument => ({
  _id: id,
  version: 1,
  writes: [token],
  value,
});

const replacementOf = (write: Extract<Write, { kind: 'replace' }>) => ({
  filter: { _id: write.id, version: write.expectedVersion },
  update: {
    $set: { value: write.value },
    $inc: { version: 1 },
    $push: { writes: { $each: [write.token], $slice: -REMEMBERED_WRITES } },
  },
});

/** The database tells how many replacements met their document, not which. */
const acknowledged = (writes: readonly Write[], matched: number): readonly Settlement[] => {
  const replacements = writes.filter(({ kind }) => kind === 'replace').length;
  const fallback = replacements === 1 && matched === 0 ? 'refused' : 'unknown';
  return writes.map(({ kind }) =>
    kind === 'insert' || matched === replacements ? 'applied' : fallback,
  );
};

const DUPLICATE = 11_000;

/** Errors of single inserts are clear; everything else is to be looked up. */
const refusedOf = (writes: readonly Write[], error: unknown): BulkAnswer => {
  const errors = writeErrorsOf(error);
  const codes = new Map(errors.map(({ index, code }) => [index, code]));
  const isClear = errors.length > 0 && errors.every(({ code }) => code === DUPLICATE);
  return {
    settlements: writes.map(({ kind }, index) => {
      if (errors.length === 0 || kind === 'replace') return 'unknown';
      const code = codes.get(index);
      if (code === undefined) return 'applied';
      return code === DUPLICATE ? 'refused' : 'unknown';
    }),
    failure: isClear ? null : error,
  };
};

const writeErrorsOf = (
  error: unknown,
): readonly { readonly index: number; readonly code: unknown }[] => {
  if (error instanceof mongoose.mongo.MongoBulkWriteError) return [error.writeErrors].flat();
  // Of a single insert.
  const isDuplicate = error instanceof mongoose.mongo.MongoServerError && error.code === DUPLICATE;
  return isDuplicate ? [{ index: 0, code: DUPLICATE }] : [];
};

/** Reads by id what is not settled. A database that is away leaves all as it is. */
const lookUp = async (
  collection: KeptCollection,
  settled: Map<Write, Settlement>,
): Promise<void> => {
  const open = [...settled].flatMap(([write, settlement]) =>
    settlement === 'unknown' ? [write] : [],
  );
  if (open.length === 0) return;
  const traces = await tracesOf(collection, [...new Set(open.map(({ id }) => id))]);
  if (!traces) return;
  for (const write of open) settled.set(write, settle(write, traces.get(write.id) ?? null));
};

const tracesOf = async (
  collection: KeptCollection,
  ids: readonly string[],
): Promise<ReadonlyMap<string, WriteTrace> | null> => {
  try {
    const found = await collection
      .find({ _id: { $in: [...ids] } }, { projection: { version: 1, writes: 1 } })
      .toArray();
    return new Map(found.map(({ _id, version, writes }) => [_id, { version, writes }]));
  } catch {
    return null;
  }
};

const unknownOutcome = (failure: unknown): AppError =>
  failure === null
    ? new AppError('STORE_UNAVAILABLE', 'It is not known what became of a write.')
    : storeFailure(failure);
