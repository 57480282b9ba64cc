import { fenceMoved, setAnswered, type Envelope } from '@ml-connector/contracts';
import { isoTime, sha256Hex } from '@ml-connector/kernel';
import { parseAnswer, type QbAnswer } from '@ml-connector/qbxml';
import { COMPANY_OWNER } from '@ml-connector/sealing';
import { withoutMissing } from '../caps/daily-count.js';
import { missingIn } from '../caps/missing-in.js';
import type { MessageSet, SetItem } from '../company/collections.js';
import type { Company, OpenSet } from '../company/company.js';
import { companyEvent, publishSetEvents } from '../company/publish-set-events.js';
import { FENCE_KEEPS_MOVING, MOST_STALE_FENCES } from '../fence/fence.js';
import type { Gateway } from '../gateway-ports.js';
import { publishSeen } from '../lists/publish-lists.js';
import { seenObjects } from '../lists/seen-objects.js';
import { isTransaction } from '../recovery/probe-requests.js';
import { decideOutcomes, type Outcomes } from './decide-outcomes.js';
import { handOrders, openSet } from './hand-out.js';
import { answerTo } from './own-answer.js';
import { nextLimit } from './set-limit.js';
import { afterReadable } from './suspects.js';

/** Stores an answer, raw. The first one stands; only afterwards may it be acknowledged. */
export const recordAnswer = async (
  gateway: Gateway,
  { connectionId, setId, raw }: { connectionId: string; setId: string; raw: string },
): Promise<void> => {
  const keys = await gateway.vault.keysOf(connectionId, [COMPANY_OWNER]);
  await gateway.answers.insert(setId, {
    connectionId,
    raw: keys.seal(COMPANY_OWNER, raw),
    answerHash: sha256Hex(raw),
    at: isoTime(gateway.clock.now()),
  });
  await gateway.failpoint('gw.recorded');
};

/**
 * Applies the recorded answer of the company's open set: each posting guarded by the set's id, the fence after them,
 * and last the company without its open set. Whatever was done before a crash is not done twice.
 * @returns the company as it is to be written; as it was where no answer is recorded.
 */
export const applyAnswer = async (gateway: Gateway, company: Company): Promise<Company> => {
  const { openSet: open, connectionId } = company;
  if (!open || open.undecided !== null || open.stage === 'probe') return company;
  const stored = await gateway.answers.get(open.setId);
  if (!stored) return company;
  const [raw] = await gateway.vault.open([stored.value.raw]);
  const { set, bytes } = await openSet(gateway, open.setId);
  const { answerHash } = stored.value;
  const read = raw === null || raw === undefined ? null : readable(raw);
  const answer = read && answerTo({ setId: open.setId, bytes }, read);
  const outcomes = decideOutcomes(
    {
      setId: open.setId,
      items: set.items,
      answerHash,
      isUnfenced: set.fenceEditSequence === null,
      now: gateway.clock.now(),
    },
    answer ?? { responses: [] },
  );
  await gateway.postings.executeMany([
    ...handOrders(connectionId, open.setId, set.items),
    ...outcomes.orders.map((order) => ({ ...order, connectionId })),
    ...doubtOrders(connectionId, open.setId, undecidedItems(set, outcomes)),
  ]);
  await gateway.failpoint('gw.applied');
  await Promise.all([
    keepWritten(gateway, set, outcomes),
    tellLists(gateway, { connectionId, causationId: open.setId, answer }),
    gateway.postings.releaseDependents(connectionId, settledBy(outcomes)),
    publishSetEvents(
      gateway,
      ...eventsOf(gateway, company, { open, answer, answerHash, outcomes }),
    ),
  ]);
  await gateway.failpoint('gw.result');
  const tookMs = Date.parse(stored.value.at) - Date.parse(open.committedAt);
  for (const { statusCode } of answer?.responses ?? []) gateway.signals.status(statusCode);
  if (open.stage === 'out') gateway.signals.roundTrip('post', tookMs);
  const sized: Company =
    open.stage === 'out'
      ? {
          ...company,
          setLimit: nextLimit(company.setLimit, { documents: set.items.length, tookMs }),
        }
      : company;
  const ids = set.items.map(({ postingId }) => postingId);
  const cleared = answer ? afterReadable(sized, ids) : sized;
  const counted: Company = {
    ...cleared,
    ...withoutMissing(cleared.today, set.items, missingIn(outcomes.orders)),
  };
  return settled(counted, open, outcomes, gateway.clock.now());
};

const undecidedItems = (set: MessageSet, { undecided }: Outcomes): readonly SetItem[] => {
  const ids = new Set(undecided.map(({ requestId }) => requestId));
  return set.items.filter(({ requestId }) => ids.has(requestId));
};

/** That nobody knows what became of these postings. A repeat changes nothing. */
export const doubtOrders = (connectionId: string, setId: string, items: readonly SetItem[]) =>
  items.map(({ postingId }) => ({
    postingId,
    connectionId,
    command: { type: 'Doubt', setId } as const,
  }));

const readable = (raw: string): QbAnswer | null => {
  try {
    return parseAnswer(raw);
  } catch {
    return null;
  }
};

const postedBy = ({ orders }: Outcomes): readonly string[] =>
  orders.flatMap(({ postingId, command }) => (command.type === 'RecordPosted' ? [postingId] : []));

/** Those whose change may let others go on. */
const settledBy = ({ orders }: Outcomes): readonly string[] =>
  orders.flatMap(({ postingId, command }) =>
    command.type === 'RecordPosted' || command.type === 'RecordVoided' ? [postingId] : [],
  );

/** The set stays open: recovery has to find out, from the fence on. */
const inDoubt = (company: Company, open: OpenSet, undecided: OpenSet['undecided']): Company => ({
  ...company,
  openSet: { ...open, stage: 'move', undecided, probe: null },
  session: company.session && { ...company.session, fenceUnsure: true },
});

const settled = (company: Company, open: OpenSet, outcomes: Outcomes, now: number): Company => {
  const { session, fence } = company;
  const staleFences = (session?.staleFences ?? 0) + (outcomes.fence.state === 'lost' ? 1 : 0);
  const stop = outcomes.stop ?? (staleFences > MOST_STALE_FENCES ? FENCE_KEEPS_MOVING : null);
  const count = (type: string): number =>
    outcomes.orders.filter(({ command }) => command.type === type).length;
  const refusals = outcomes.orders.filter(
    ({ command }) => command.type === 'RecordRefused' && command.hold !== null,
  ).length;
  // A stored answer tells of the fence as it was then; recovery has moved it since.
  const moved =
    outcomes.fence.state === 'moved' && fence && open.stage === 'out'
      ? { ...fence, editSequence: outcomes.fence.editSequence, token: open.setId }
      : fence;
  const isThrough = outcomes.fence.state === 'moved' || outcomes.fence.state === 'none';
  const after: Company = {
    ...company,
    fence: moved,
    openSet: null,
    lists: outcomes.asksLists ? { ...company.lists, readAt: null } : company.lists,
    // Where the fence stopped the set, or may have, somebody else may have written since our last write.
    lastWriteAt: isThrough ? isoTime(now) : company.lastWriteAt,
    session: session && {
      ...session,
      posted: session.posted + count('RecordPosted'),
      held: session.held + refusals,
      fenceUnsure: session.fenceUnsure || !isThrough,
      lookups: [...new Set([...session.lookups, ...outcomes.lookups])],
      ...(outcomes.asksLists ? { listsReadAt: null } : {}),
      staleFences,
      ...(stop === null ? {} : { over: 'error' as const, says: stop, cause: 'refused' }),
    },
  };
  return outcomes.undecided.length > 0 ? inDoubt(after, open, [...outcomes.undecided]) : after;
};

/** What was written into list objects is kept, to tell later a person's edit from our own. */
const keepWritten = async (
  gateway: Gateway,
  set: MessageSet,
  outcomes: Outcomes,
): Promise<void> => {
  const posted = new Set(postedBy(outcomes));
  for (const item of set.items) {
    const { postingId, fields } = item;
    if (fields === null || isTransaction(item) || !posted.has(postingId)) continue;
    const value = { fields, editSequence: null };
    const stored = await gateway.written.get(postingId);
    if (!stored) await gateway.written.insert(postingId, value);
    else await gateway.written.replace(postingId, stored.version, value);
  }
};

/** What was made or changed in the lists is news for the mirror, without waiting for the next reading. */
const tellLists = async (
  gateway: Gateway,
  told: { connectionId: string; causationId: string; answer: QbAnswer | null },
): Promise<void> => {
  const { connectionId, causationId, answer } = told;
  const objects = answer ? seenObjects(answer).filter(({ list }) => list !== 'OtherName') : [];
  await publishSeen(gateway, { connectionId, causationId, objects });
};

const eventsOf = (
  gateway: Gateway,
  { connectionId, fence, epoch }: Company,
  applied: { open: OpenSet; answer: QbAnswer | null; answerHash: string; outcomes: Outcomes },
): readonly Envelope[] => {
  const { open, answer, answerHash, outcomes } = applied;
  const event = { connectionId, identity: [open.setId], causationId: open.setId };
  const answered = companyEvent(gateway, setAnswered, {
    ...event,
    data: {
      setId: open.setId,
      answerHash,
      hresult: null,
      statuses: (answer?.responses ?? []).flatMap(({ requestId, statusCode }) =>
        requestId === null ? [] : [{ requestId, statusCode }],
      ),
    },
  });
  if (outcomes.fence.state !== 'moved' || !fence || open.stage !== 'out') return [answered];
  const { editSequence } = outcomes.fence;
  const data = { epoch, listId: fence.listId, editSequence, previous: open.fenceEditSequence };
  return [answered, companyEvent(gateway, fenceMoved, { ...event, data })];
};
