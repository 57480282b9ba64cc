import { companyBound, fenceMoved } from '@ml-connector/contracts';
import { isoTime } from '@ml-connector/kernel';
import { statusMeaning, type QbAnswer } from '@ml-connector/qbxml';
import type { Company, Fence, Reread, Session } from '../company/company.js';
import { companyEvent, publishSetEvents } from '../company/publish-set-events.js';
import type { Gateway } from '../gateway-ports.js';
import { MARGIN_MS } from '../recovery/quickbooks-time.js';
import {
  FENCE_KEEPS_MOVING,
  isStaleFence,
  judgeFence,
  MOST_STALE_FENCES,
  readFence,
  type SeenFence,
} from './fence.js';

const GRAIN_MS = 1_100;

export interface FenceAnswer {
  readonly purpose: 'fence-find' | 'fence-read' | 'fence-make' | 'fence-move';
  readonly setId: string;
  readonly answer: QbAnswer;
}

/**
 * What an answer about the fence leads to.
 * @returns a sentence instead where the session cannot go on.
 */
export const learnFence = async (
  gateway: Gateway,
  company: Company,
  told: FenceAnswer,
): Promise<Company | string> => {
  const [response] = told.answer.responses;
  const { session } = company;
  if (!response || !session) return 'QuickBooks gave no answer about the mark of this connection.';
  const meaning = statusMeaning(response.statusCode, response.statusMessage);
  const ret = response.rets[0];
  const seen = ret ? readFence(ret.fields) : null;
  if (told.purpose === 'fence-find' || told.purpose === 'fence-read') {
    if (seen) return await found(gateway, company, { session, seen });
    if (meaning.class === 'ok' || meaning.class === 'absent')
      return await missing(gateway, company, session);
    return `${meaning.title} ${meaning.fix}`;
  }
  if (meaning.outcome === 'executed' && seen)
    return await moved(gateway, company, { session, seen, told });
  // Somebody moved or removed it since it was read.
  if (told.purpose === 'fence-move' && isStaleFence(response.statusCode)) {
    const staleFences = session.staleFences + 1;
    if (staleFences > MOST_STALE_FENCES) return FENCE_KEEPS_MOVING;
    return { ...company, session: { ...session, fenceUnsure: true, staleFences } };
  }
  return `${meaning.title} ${meaning.fix}`;
};

const found = async (
  gateway: Gateway,
  company: Company,
  { session, seen }: { session: Session; seen: SeenFence },
): Promise<Company> => {
  const { fence: known, openSet, connectionId } = company;
  const token = seen.mark?.token ?? null;
  const seenMadeAt = await madeAtOf(gateway, token);
  const knownMadeAt = await madeAtOf(gateway, known?.token ?? null);
  const verdict = judgeFence(known, seen, { knownMadeAt, seenMadeAt });
  const fence: Fence = { listId: seen.listId, editSequence: seen.editSequence, token };
  const seenNow = token === openSet?.setId ? isoTime(gateway.clock.now()) : null;
  if (known === null) await bind(gateway, company, seen.listId);
  const next: Company = {
    ...company,
    fence,
    openSet: openSet && { ...openSet, beganSeenAt: openSet.beganSeenAt ?? seenNow },
    session: { ...session, fenceUnsure: false, fenceMissing: false },
  };
  if (verdict === 'ours') return next;
  gateway.logger.warn(
    { event: `fence.${verdict}`, connectionId },
    verdict === 'ahead'
      ? 'Our own store is older than the company file: what was posted since is read before any write.'
      : 'The company file is older than our store: what vanished is looked for before any write.',
  );
  if (verdict === 'behind') {
    // QuickBooks' clock against ours, and an hour off across a change of daylight saving time: rather ask for too many.
    const moments = [Number(seen.editSequence) * 1_000, Date.parse(seenMadeAt ?? isoTime(0))];
    const since = isoTime(Math.max(0, Math.min(...moments) - MARGIN_MS));
    const behind: Company = {
      ...next,
      vanished: { since, cursor: null, asked: [], missing: 0 },
    };
    // A clock of QuickBooks that was set back makes a fence look older that a set wrote of which we know nothing.
    const isUnknown = seenMadeAt === null && token !== (known?.token ?? null);
    return isUnknown ? { ...behind, reread: await rereadOf(gateway, next, false) } : behind;
  }
  return { ...next, reread: await rereadOf(gateway, company, false) };
};

const madeAtOf = async (gateway: Gateway, token: string | null): Promise<string | null> =>
  token === null ? null : ((await gateway.sets.get(token))?.value.madeAt ?? null);

/** From our last write on, by our clock or that of QuickBooks where it is behind; what an earlier sight asks for stays. */
const rereadOf = async (
  gateway: Gateway,
  { connectionId, fence, lastWriteAt, reread }: Company,
  isGone: boolean,
): Promise<Reread> => {
  const created = (await gateway.connections.get(connectionId))?.createdAt ?? isoTime(0);
  const theirs = /^\d{9,11}$/.test(fence?.editSequence ?? '')
    ? isoTime(Number(fence?.editSequence) * 1_000)
    : null;
  const moments = [lastWriteAt ?? created, theirs, reread?.since ?? null];
  const since = moments.flatMap((moment) => moment ?? []).toSorted()[0] ?? created;
  // Where we never had a fence there was no set either, save one whose fence is ahead of us.
  const settlesAt =
    fence === null && isGone ? null : isoTime(gateway.clock.now() + gateway.sessionIdleMs);
  return { since, found: reread?.found ?? 0, settlesAt };
};

/**
 * Never made, removed by a person, or not yet made in an older copy of the file: whatever we posted is looked for. Nor
 * can it tell any more whether our own store is old, so what bears our mark is read, too.
 */
const missing = async (gateway: Gateway, company: Company, session: Session): Promise<Company> => {
  const { fence, pairing, openSet } = company;
  const now = isoTime(gateway.clock.now());
  const since = pairing?.pairedAt ?? now;
  return {
    ...company,
    fence: null,
    // Whether QuickBooks had begun the set cannot be seen any more.
    openSet: openSet && { ...openSet, beganSeenAt: openSet.beganSeenAt ?? now },
    reread: await rereadOf(gateway, company, true),
    vanished: fence === null ? company.vanished : { since, cursor: null, asked: [], missing: 0 },
    session: { ...session, fenceUnsure: false, fenceMissing: true },
  };
};

const moved = async (
  gateway: Gateway,
  company: Company,
  { session, seen, told }: { session: Session; seen: SeenFence; told: FenceAnswer },
): Promise<Company> => {
  const { connectionId, epoch, fence, openSet } = company;
  const { listId, editSequence } = seen;
  const previous = fence?.editSequence ?? null;
  await publishSetEvents(
    gateway,
    companyEvent(gateway, fenceMoved, {
      connectionId,
      identity: [told.setId],
      causationId: told.setId,
      data: { epoch, listId, editSequence, previous },
    }),
  );
  if (fence === null) await bind(gateway, company, listId);
  const now = gateway.clock.now();
  const mustWait = openSet !== null && openSet.fenceEditSequence === editSequence;
  return {
    ...company,
    fence: { listId, editSequence, token: told.setId },
    lastWriteAt: isoTime(now),
    session: {
      ...session,
      fenceMissing: false,
      pauseUntil: mustWait ? isoTime(now + GRAIN_MS) : null,
    },
  };
};

const bind = async (gateway: Gateway, company: Company, fenceListId: string): Promise<void> => {
  const { connectionId, pairing } = company;
  if (!pairing) return;
  await publishSetEvents(
    gateway,
    companyEvent(gateway, companyBound, {
      connectionId,
      identity: [pairing.pairedAt, fenceListId],
      causationId: connectionId,
      data: {
        companyName: pairing.companyName,
        stamp: pairing.stampSeen ? 'present' : 'absent',
        fenceListId,
      },
    }),
  );
};
