import type { Posting } from './posting.js';
import type { PostingEvent } from './posting-fact.js';
import { isForAPerson, isSaidHere } from './posting-reasons.js';

/** What an event changes. An event that is not the next one of the posting (`revision`) must not be handed in: see foldPosting. */
export const evolvePosting = (posting: Posting | null, event: PostingEvent): Posting => {
  if (event.type === 'PostingPlanned') return planned(event);
  if (posting === null) throw new RangeError(`${event.type} before PostingPlanned.`);
  return {
    ...posting,
    ...change(posting, event),
    revision: event.data.revision,
    updatedAt: event.recordedAt,
  };
};

const planned = (event: Extract<PostingEvent, { type: 'PostingPlanned' }>): Posting => ({
  id: event.data.postingId,
  connectionId: event.connectionId,
  kind: event.data.kind,
  source: event.data.source,
  orderId: event.data.orderId,
  key: event.key,
  revision: event.data.revision,
  state: 'ready',
  wish: event.data.wish,
  wishRevision: event.data.revision,
  withdrawn: null,
  out: null,
  document: null,
  fulfilledFingerprint: null,
  reason: null,
  heldBy: null,
  blocked: false,
  waitingFor: null,
  skippedBy: null,
  refusals: 0,
  notBefore: null,
  ...traceOf(event),
  createdAt: event.recordedAt,
  updatedAt: event.recordedAt,
});

/** The story of the newest wish is followed from the shop to QuickBooks' answer. */
const traceOf = ({ traceparent }: PostingEvent): Pick<Posting, 'traceparent'> =>
  traceparent === undefined ? {} : { traceparent };

const FREE = { out: null, reason: null, heldBy: null, waitingFor: null, skippedBy: null } as const;

type Later = Exclude<PostingEvent, { type: 'PostingPlanned' }>;

const change = (posting: Posting, event: Later): Partial<Posting> => {
  switch (event.type) {
    case 'PostingRevised':
      return revised(posting, event);
    case 'PostingConfirmed':
      return { wish: { ...posting.wish, readUpTo: event.data.readUpTo } };
    case 'PostingWithdrawn':
      return withdrawn(posting, event);
    case 'PostingWaiting':
      return { ...FREE, state: 'waiting', waitingFor: event.data.waitingFor };
    case 'PostingHeld':
      return {
        ...FREE,
        state: 'held',
        reason: event.data.reason,
        heldBy: event.data.by,
        // Mapping could not make the wish; that it may not be carried out is another matter.
        blocked: posting.blocked || (event.data.by === 'mapping' && !isSaidHere(event.data.reason)),
        // Its document is gone from QuickBooks: whoever retries it asks for a new one.
        ...(posting.state === 'voided'
          ? { document: null, fulfilledFingerprint: null, fulfilledRequest: null, ending: null }
          : {}),
      };
    case 'PostingReleased':
      return released(posting, event.data.by);
    case 'PostingClaimed':
      return {
        out: {
          setId: event.data.setId,
          requestId: event.data.requestId,
          wishRevision: event.data.wishRevision,
          operation: event.data.operation,
          fingerprint: posting.wish.fingerprint,
          handed: false,
        },
      };
    case 'PostingHanded':
      return { state: 'sent', out: posting.out && { ...posting.out, handed: true } };
    case 'PostingPosted': {
      const { document } = event.data;
      const fulfilled = document.wishRevision === posting.wishRevision;
      return {
        ...FREE,
        state: fulfilled && !posting.ending ? 'posted' : 'ready',
        document,
        fulfilledFingerprint: posting.out?.fingerprint ?? posting.wish.fingerprint,
        fulfilledRequest: posting.out?.request ?? null,
        blocked: fulfilled ? false : posting.blocked,
        refusals: 0,
        notBefore: null,
      };
    }
    case 'PostingRefused':
      return {
        ...FREE,
        state: 'ready',
        refusals: posting.refusals + 1,
        notBefore: event.data.notBefore,
      };
    case 'PostingInDoubt':
      return { state: 'in-doubt' };
    case 'PostingResolved':
      return { ...FREE, state: 'ready' };
    case 'PostingSkipped':
      return { ...FREE, state: 'skipped', skippedBy: event.data.by };
    case 'PostingVoided':
      return { ...FREE, state: 'voided', ending: null, refusals: 0, notBefore: null };
  }
};

const revised = (
  posting: Posting,
  event: Extract<PostingEvent, { type: 'PostingRevised' }>,
): Partial<Posting> => {
  const { wish, revision } = event.data;
  const wished = {
    wish,
    wishRevision: revision,
    withdrawn: null,
    ...(posting.ending ? { ending: null } : {}),
    ...(posting.document ? { fulfilledRequest: fulfilledRequest(posting, wish) } : {}),
    refusals: 0,
    notBefore: null,
    ...traceOf(event),
  };
  const { document, out } = posting;
  const standsAlready = document !== null && posting.fulfilledFingerprint === wish.fingerprint;
  if (out) {
    const isDisplaced = out.request === undefined && out.fingerprint === posting.wish.fingerprint;
    return isDisplaced ? { ...wished, out: { ...out, request: posting.wish.request } } : wished;
  }
  if (posting.state === 'voided') return wished;
  if (posting.state === 'skipped' && posting.skippedBy !== 'shop')
    return { ...wished, blocked: false };
  if (standsAlready) {
    return {
      ...wished,
      ...FREE,
      blocked: false,
      state: 'posted',
      document: { ...document, wishRevision: revision },
    };
  }
  if (posting.state === 'held' && (isPerson(posting.heldBy) || isForAPerson(posting.reason)))
    return { ...wished, blocked: false };
  return { ...wished, ...FREE, blocked: false, state: 'ready' };
};

/** What the document was made from stays known for as long as another wish stands in its place. */
const fulfilledRequest = (posting: Posting, wish: Posting['wish']): string | null => {
  if (wish.fingerprint === posting.fulfilledFingerprint) return null;
  return posting.wish.fingerprint === posting.fulfilledFingerprint
    ? posting.wish.request
    : (posting.fulfilledRequest ?? null);
};

/** Its document begins to end, unless a person has said, or must say, something about it. */
const withdrawn = (
  posting: Posting,
  { data: { reason, end } }: Extract<PostingEvent, { type: 'PostingWithdrawn' }>,
): Partial<Posting> => {
  if (!end) return { withdrawn: reason };
  const isOpen =
    posting.document !== null &&
    posting.out === null &&
    (['posted', 'ready', 'waiting'].includes(posting.state) || isHeldByRule(posting));
  return isOpen
    ? { ...FREE, withdrawn: reason, ending: end, state: 'ready', blocked: false }
    : { withdrawn: reason, ending: end };
};

const isHeldByRule = ({ state, heldBy, reason }: Posting): boolean =>
  state === 'held' && !isPerson(heldBy) && !isForAPerson(reason);

const released = (posting: Posting, by: string): Partial<Posting> => ({
  ...FREE,
  state:
    posting.document?.wishRevision === posting.wishRevision && !posting.ending ? 'posted' : 'ready',
  blocked: by === 'mapping' ? false : posting.blocked,
  ...(isPerson(by) ? { refusals: 0, notBefore: null } : {}),
});

/** Whether a hold or a skip was a person's: only a person undoes it. */
export const isPerson = (by: string | null): boolean =>
  by !== null && !['mapping', 'gateway', 'shop', 'claim', 'dependency'].includes(by);
