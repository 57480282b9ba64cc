import { setCommitted } from '@ml-connector/contracts';
import type { Stored } from '@ml-connector/document-store';
import { isoTime, sha256Hex } from '@ml-connector/kernel';
import { COMPANY_OWNER } from '@ml-connector/sealing';
import { afterCommit } from '../caps/daily-count.js';
import { lookAtCaps } from '../caps/look-at-caps.js';
import type { MessageSet, SetItem } from '../company/collections.js';
import type { Company, Session } from '../company/company.js';
import { companyEvent, publishSetEvents } from '../company/publish-set-events.js';
import type { Gateway } from '../gateway-ports.js';
import { saveCompany, touched } from '../session/live-session.js';
import { choosePostings } from './choose-postings.js';
import { composeSet, composeUnfencedSet } from './compose-set.js';
import { newSetId } from './new-set-id.js';
import type { PlannedRequest } from './planned-request.js';

/**
 * Claim, commit: the first two of the four steps. The compare-and-set of the company under its live epoch is the only
 * commit point; whoever loses it frees its claims. With it the set is counted, so that no cap is ever passed.
 * @returns the committed set, or `null` where nothing could go, or somebody else was faster.
 */
export const commitSet = async (
  gateway: Gateway,
  stored: Stored<Company>,
  session: Session,
): Promise<{ readonly stored: Stored<Company>; readonly setId: string } | null> => {
  const { connectionId, epoch, fence, isUnfenced } = stored.value;
  if (!fence && isUnfenced !== true) return null;
  const fenceEditSequence = fence?.editSequence ?? null;
  const version = session.qbxmlVersion;
  const now = await lookAtCaps(gateway, stored.value);
  const { planned, company } = await choosePostings(gateway, stored.value, {
    session,
    room: now.room,
  });
  if (planned.length === 0) return null;
  const setId = newSetId(gateway.randomness);
  const claimed = await claim(gateway, { connectionId, setId, planned });
  try {
    await gateway.failpoint('gw.claimed');
    if (claimed.length === 0) return null;
    const items = claimed.map(({ item }) => item);
    const requests = claimed.map(({ item, request }) => ({ requestId: item.requestId, request }));
    const set = { setId, epoch, version, requests };
    const bytes = fence ? composeSet({ ...set, fence }) : composeUnfencedSet(set);
    await storeSet(gateway, setId, {
      connectionId,
      epoch,
      purpose: 'post',
      bytes,
      items,
      fenceEditSequence,
    });
    await gateway.failpoint('gw.intent');
    const saved = await saveCompany(gateway, stored, {
      ...touched(gateway, company, {
        asked: { purpose: 'post', setId, count: 0 },
        sets: session.sets + 1,
        says: null,
        waits: 0,
        reading: session.reading && { ...session.reading, letsPass: false },
      }),
      ...afterCommit(company.today, now, items),
      openSet: {
        setId,
        epoch,
        committedAt: isoTime(gateway.clock.now()),
        fenceEditSequence,
        beganSeenAt: null,
        stage: 'out',
        computer: session.computer,
        undecided: null,
        probe: null,
      },
    });
    if (saved) return { stored: saved, setId };
    await freeClaims(gateway, { connectionId, setId, planned: claimed });
    return null;
  } catch (error) {
    await freeClaims(gateway, { connectionId, setId, planned: claimed }).catch(() => undefined);
    throw error;
  }
};

interface Claims {
  readonly connectionId: string;
  readonly setId: string;
  readonly planned: readonly PlannedRequest[];
}

const claim = async (
  gateway: Gateway,
  { connectionId, setId, planned }: Claims,
): Promise<readonly PlannedRequest[]> => {
  const outcomes = await gateway.postings.executeMany(
    planned.map(({ item }) => ({
      postingId: item.postingId,
      connectionId,
      command: {
        type: 'Claim',
        setId,
        requestId: item.requestId,
        wishRevision: item.wishRevision,
        operation: item.operation,
      },
    })),
  );
  return planned.filter((_, index) => outcomes[index]?.outcome === 'changed');
};

const freeClaims = async (
  gateway: Gateway,
  { connectionId, setId, planned }: Claims,
): Promise<void> => {
  await gateway.postings.executeMany(
    planned.map(({ item }) => ({
      postingId: item.postingId,
      connectionId,
      command: { type: 'FreeClaim', setId },
    })),
  );
};

/** Stores a set that may change something, with its exact bytes, before anyone can see them. */
export const storeSet = async (
  gateway: Gateway,
  setId: string,
  set: Omit<MessageSet, 'madeAt'>,
): Promise<void> => {
  const keys = await gateway.vault.keysOf(set.connectionId, [COMPANY_OWNER]);
  await gateway.sets.insert(setId, {
    ...set,
    bytes: keys.seal(COMPANY_OWNER, set.bytes),
    madeAt: isoTime(gateway.clock.now()),
  });
};

/**
 * Lets a committed set go: before a byte leaves, the log has it and the postings know that they are out.
 * @returns the exact bytes.
 */
export const releaseSet = async (gateway: Gateway, setId: string): Promise<string> => {
  const { set, bytes } = await openSet(gateway, setId);
  const { connectionId, epoch, purpose, items, fenceEditSequence } = set;
  await gateway.failpoint('gw.committed');
  await Promise.all([
    publishSetEvents(
      gateway,
      companyEvent(gateway, setCommitted, {
        connectionId,
        identity: [setId],
        causationId: setId,
        data: {
          setId,
          epoch,
          purpose,
          bytesHash: sha256Hex(bytes),
          fenceEditSequence,
          postings: items.map(({ postingId, requestId, wishRevision }) => ({
            postingId,
            requestId,
            revision: wishRevision,
          })),
        },
      }),
    ),
    gateway.postings.executeMany(handOrders(connectionId, setId, items)),
  ]);
  await gateway.failpoint('gw.sent');
  return bytes;
};

/** That the postings of a committed set are out. A repeat changes nothing. */
export const handOrders = (connectionId: string, setId: string, items: readonly SetItem[]) =>
  items.map(({ postingId }) => ({
    postingId,
    connectionId,
    command: { type: 'Hand', setId } as const,
  }));

/** A stored set with its bytes opened. @throws Error if it is missing: a set is stored before it is committed. */
export const openSet = async (
  gateway: Gateway,
  setId: string,
): Promise<{ readonly set: MessageSet; readonly bytes: string }> => {
  const stored = await gateway.sets.get(setId);
  const [bytes] = stored ? await gateway.vault.open([stored.value.bytes]) : [null];
  if (!stored || bytes === undefined || bytes === null) {
    throw new Error('A committed set has no bytes.');
  }
  return { set: stored.value, bytes };
};
