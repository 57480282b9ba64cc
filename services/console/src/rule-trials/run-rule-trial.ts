import {
  type CompanyReader,
  decideKnownOrder,
  type OrderSnapshot,
  orderSnapshots,
  type Preview,
  previewDecision,
} from '@ml-connector/bookkeeping';
import type { Connection, Connections } from '@ml-connector/connections';
import { type DocumentStore, updateDocument } from '@ml-connector/document-store';
import { type Clock, isAppError, isoTime } from '@ml-connector/kernel';
import type { Postings } from '@ml-connector/postings';
import type { Vault } from '@ml-connector/sealing';
import { openSnapshot } from '../preview/known-order.js';
import { addUndecidable, addUp } from './add-up-trial.js';
import { transactionsIn } from './compare-previews.js';
import {
  EMPTY_SUMMARY,
  RULE_TRIALS,
  type RuleTrial,
  TRIAL_ORDERS,
  type TrialOrder,
} from './rule-trial.js';

export interface TrialPorts {
  readonly store: DocumentStore;
  readonly vault: Vault;
  readonly company: CompanyReader;
  readonly postings: Pick<Postings, 'get'>;
  readonly connections: Pick<Connections, 'get'>;
  readonly clock: Clock;
}

const PAGE = 100;

/**
 * Decides the known orders of a time twice, with the rules in force and with those proposed, each as if nothing had been
 * posted, and keeps what differs. Nothing is planned, posted or learnt. It can be run again from its beginning.
 * @throws AppError STORE_UNAVAILABLE: the trial stays as it is and is tried again.
 */
export const runRuleTrial = async (
  ports: TrialPorts,
  trial: RuleTrial,
  isStopped: () => boolean,
): Promise<void> => {
  await change(ports, trial, { state: 'running' });
  const connection = await ports.connections.get(trial.connectionId);
  if (!connection) {
    await change(ports, trial, { state: 'failed', error: 'The connection is gone.' });
    return;
  }
  await forgetOlder(ports, trial);
  let seen = 0;
  let summary = EMPTY_SUMMARY;
  for await (const snapshots of pagesOf(ports, trial)) {
    if (isStopped()) return;
    const rows: TrialOrder[] = [];
    for (const snapshot of snapshots) {
      const compared = await compareOrLeave(ports, { connection, trial }, snapshot);
      seen += 1;
      const added = compared ? addUp(summary, compared) : addUndecidable(summary);
      ({ summary } = added);
      if (compared && added.listed)
        rows.push(rowOf(trial, snapshot, { ...compared, change: added.listed }));
    }
    await keep(ports, rows);
    const remaining = Math.max(0, (await knownOrders(ports, trial)) - seen);
    await change(ports, trial, { summary, progress: { seen, new: summary.changed, remaining } });
  }
  const progress = { seen, new: summary.changed, remaining: 0 };
  await change(ports, trial, { summary, progress, state: 'done' });
};

interface At {
  readonly connection: Connection;
  readonly trial: RuleTrial;
}

interface Compared {
  readonly before: Preview;
  readonly after: Preview;
}

/** One order that cannot be decided keeps no other from it. */
const compareOrLeave = async (
  ports: TrialPorts,
  at: At,
  snapshot: OrderSnapshot,
): Promise<Compared | null> => {
  try {
    return await compare(ports, at, snapshot);
  } catch (error) {
    if (isAppError(error) && !error.retryable) return null;
    throw error;
  }
};

const compare = async (
  ports: TrialPorts,
  { connection, trial }: At,
  snapshot: OrderSnapshot,
): Promise<Compared | null> => {
  const known = await openSnapshot(snapshot, ports.vault);
  if (!known) return null;
  const decide = async (rules: Connection['rules']): Promise<Preview> =>
    previewDecision(
      await decideKnownOrder({ ...connection, rules }, known, ports, { asNew: true }),
    );
  return { before: await decide(connection.rules), after: await decide(trial.rules) };
};

const rowOf = (
  { id }: RuleTrial,
  { orderId, createdAt, observed }: OrderSnapshot,
  { before, after, change: kind }: Compared & Pick<TrialOrder, 'change'>,
): TrialOrder => ({
  trialId: id,
  orderId,
  number: observed?.figures?.number ?? String(orderId),
  createdAt: createdAt ?? '',
  change: kind,
  before: shown(before),
  after: shown(after),
});

const shown = (preview: Preview): TrialOrder['before'] => ({
  documents: transactionsIn(preview).map(({ kind, number, total, currency, lines }) => ({
    kind,
    number,
    total,
    currency,
    lines: lines.map((line) => ({ ...line })),
  })),
  held: [...preview.held],
  skipped: preview.skipped,
});

const rangeOf = ({ connectionId, from, to }: RuleTrial) =>
  ({ index: 'byCreated', equals: [connectionId], from, before: to }) as const;

async function* pagesOf(
  { store }: TrialPorts,
  trial: RuleTrial,
): AsyncGenerator<readonly OrderSnapshot[]> {
  const collection = store.collection(orderSnapshots);
  let cursor: string | null = null;
  let left = trial.limit;
  do {
    const page: Awaited<ReturnType<typeof collection.find>> = await collection.find({
      ...rangeOf(trial),
      descending: true,
      limit: Math.min(PAGE, left),
      ...(cursor === null ? {} : { cursor }),
    });
    left -= page.items.length;
    yield page.items.map(({ value }) => value);
    cursor = left > 0 ? page.next : null;
  } while (cursor !== null);
}

const knownOrders = ({ store }: TrialPorts, trial: RuleTrial): Promise<number> =>
  store.collection(orderSnapshots).count({ ...rangeOf(trial), limit: trial.limit });

const keep = async ({ store }: TrialPorts, rows: readonly TrialOrder[]): Promise<void> => {
  const collection = store.collection(TRIAL_ORDERS);
  for (const row of rows)
    await updateDocument(collection, `${row.trialId}|${row.orderId}`, () => row);
};

/** A connection keeps the details of its newest trial. */
const forgetOlder = async ({ store }: TrialPorts, trial: RuleTrial): Promise<void> => {
  const trials = store.collection(RULE_TRIALS);
  const orders = store.collection(TRIAL_ORDERS);
  const { connectionId, createdAt } = trial;
  const { items } = await trials.find({
    index: 'byConnection',
    equals: [connectionId],
    before: createdAt,
    limit: PAGE,
  });
  for (const { id: trialId, version } of items) {
    for (;;) {
      const found = await orders.find({ index: 'byTrial', equals: [trialId], limit: PAGE });
      if (found.items.length === 0) break;
      for (const row of found.items) await orders.remove(row.id, row.version);
    }
    await trials.remove(trialId, version);
  }
};

const change = async (
  { store, clock }: TrialPorts,
  { id }: RuleTrial,
  changes: Partial<RuleTrial>,
): Promise<void> => {
  await updateDocument(store.collection(RULE_TRIALS), id, (trial) =>
    trial ? { ...trial, ...changes, updatedAt: isoTime(clock.now()) } : null,
  );
};

/** Runs it and says of what fails that it failed, unless the store is away. */
export const runToItsEnd = async (
  ports: TrialPorts,
  trial: RuleTrial,
  isStopped: () => boolean,
): Promise<void> => {
  try {
    await runRuleTrial(ports, trial, isStopped);
  } catch (error) {
    if (isAppError(error) && error.retryable) throw error;
    const sentence = isAppError(error) ? error.message : 'It failed; the log has the details.';
    await change(ports, trial, { state: 'failed', error: sentence });
    throw error;
  }
};
