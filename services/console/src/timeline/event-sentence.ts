import {
  type EventOf,
  orderGone,
  orderObserved,
  POSTING_EVENTS,
  refundGone,
  refundObserved,
} from '@ml-connector/contracts';
import { decimal } from '../http/money.js';

export const TIMELINE_EVENTS = [
  orderObserved,
  orderGone,
  refundObserved,
  refundGone,
  ...POSTING_EVENTS,
] as const;

export type TimelineEvent = EventOf<(typeof TIMELINE_EVENTS)[number]>;

const SEEN_BY = {
  webhook: 'by a webhook',
  sweep: 'by the regular reading',
  backfill: 'by a backfill',
  read: 'when it was asked for',
} as const;

/** What happened, for a person. */
export const eventSentence = (event: TimelineEvent): string => {
  switch (event.type) {
    case 'OrderObserved':
      return `The shop showed the order as changed at ${event.data.modifiedAt}, ${SEEN_BY[event.data.observedBy]}.`;
    case 'OrderGone':
      return 'The order was deleted in the shop.';
    case 'RefundObserved':
      return `The shop showed refund ${event.data.refundId}.`;
    case 'RefundGone':
      return `Refund ${event.data.refundId} was deleted in the shop.`;
    case 'PostingPlanned':
      return `A document was planned: ${event.data.kind}${amount(event.data.wish)}.`;
    case 'PostingRevised':
      return `The document shall be different from before${amount(event.data.wish)}.`;
    case 'PostingConfirmed':
      return 'It was decided again with the newest lists of QuickBooks: the document stays as it is.';
    case 'PostingWithdrawn':
      return `The document is no longer asked for: ${event.data.reason.title}${ENDS[event.data.end?.operation ?? 'none']}`;
    case 'PostingWaiting':
      return `It waits for ${event.data.waitingFor}.`;
    case 'PostingHeld':
      return `It was held by ${event.data.by}: ${event.data.reason.title} ${event.data.reason.fix}`;
    case 'PostingReleased':
      return `It was released by ${event.data.by}${because(event.data.why)}.`;
    case 'PostingClaimed':
      return TAKEN[event.data.operation];
    case 'PostingHanded':
      return 'Its message set was committed and may be in QuickBooks from now on.';
    case 'PostingPosted': {
      const { document, adopted } = event.data;
      const number = document.refNumber === null ? '' : ` ${document.refNumber}`;
      return adopted
        ? `${document.type}${number} was found in QuickBooks.`
        : `${document.type}${number} stands in QuickBooks${total(document.total)}.`;
    }
    case 'PostingRefused':
      return `QuickBooks refused it with status ${event.data.statusCode}.`;
    case 'PostingInDoubt':
      return 'No answer came: it is not known whether QuickBooks has it.';
    case 'PostingResolved':
      return `It is surely not in QuickBooks: ${event.data.evidence}`;
    case 'PostingSkipped':
      return `It was skipped by ${event.data.by}${because(event.data.why)}.`;
    case 'PostingVoided':
      return `Its document no longer counts in QuickBooks: it was voided or deleted (${event.data.by})${because(event.data.note)}.`;
  }
};

const ENDS = {
  none: '',
  void: ' Where its document stands in QuickBooks, it is voided.',
  delete: ' Where its document stands in QuickBooks, it is deleted.',
} as const;

const TAKEN = {
  add: 'It was taken into a message set.',
  mod: 'The change of its document was taken into a message set.',
  void: 'The void of its document was taken into a message set.',
  delete: 'The deletion of its document was taken into a message set.',
} as const;

const because = (why: string | null): string => (why === null ? '' : `: ${why}`);

const total = (minorUnits: number | null): string =>
  minorUnits === null ? '' : ` with a total of ${decimal(minorUnits)}`;

const amount = (wish: {
  readonly total: number | null;
  readonly currency: string | null;
}): string =>
  wish.total === null ? '' : `, ${decimal(wish.total)} ${wish.currency ?? ''}`.trimEnd();
