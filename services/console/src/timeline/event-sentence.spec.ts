import { describe, expect, it } from 'vitest';
import { eventSentence, TIMELINE_EVENTS, type TimelineEvent } from './event-sentence.js';

const reason = { code: 'X', title: 'Title.', detail: 'Detail.', fix: 'Fix.', setting: null };
const wish = { total: 1999, currency: 'EUR' };
const document = { type: 'Invoice', refNumber: '77', total: 1999 };

/** What the sentence of an event of this type and content must say. */
const cases: readonly (readonly [TimelineEvent['type'], object, string])[] = [
  ['OrderObserved', { modifiedAt: '2026-03-01', observedBy: 'sweep' }, 'regular reading'],
  ['OrderGone', {}, 'deleted'],
  ['RefundObserved', { refundId: 9 }, 'refund 9'],
  ['RefundGone', { refundId: 9 }, 'Refund 9 was deleted'],
  ['PostingPlanned', { kind: 'invoice', wish }, 'invoice, 19.99 EUR'],
  ['PostingPlanned', { kind: 'customer', wish: { total: null, currency: null } }, 'customer.'],
  ['PostingRevised', { wish }, '19.99 EUR'],
  ['PostingConfirmed', { readUpTo: 3 }, '.'],
  ['PostingWithdrawn', { reason }, 'Title.'],
  ['PostingWaiting', { waitingFor: 'cus-1' }, 'cus-1'],
  ['PostingHeld', { reason, by: 'mapping' }, 'Fix.'],
  ['PostingReleased', { by: 'Ann', why: 'Fixed.' }, 'by Ann: Fixed.'],
  ['PostingReleased', { by: 'mapping', why: null }, 'by mapping.'],
  ['PostingWithdrawn', { reason, end: { operation: 'void', after: [] } }, 'it is voided.'],
  ['PostingClaimed', { operation: 'add' }, 'message set'],
  ['PostingClaimed', { operation: 'delete' }, 'The deletion of its document'],
  ['PostingHanded', {}, 'committed'],
  [
    'PostingPosted',
    { document, adopted: false },
    'Invoice 77 stands in QuickBooks with a total of 19.99',
  ],
  ['PostingPosted', { document: { ...document, refNumber: null }, adopted: true }, 'was found'],
  ['PostingRefused', { statusCode: 3140 }, '3140'],
  ['PostingInDoubt', {}, 'not known'],
  ['PostingResolved', { evidence: 'Nothing found.' }, 'Nothing found.'],
  ['PostingSkipped', { by: 'Ann', why: null }, 'by Ann'],
  ['PostingVoided', { by: 'gateway', note: null }, 'voided'],
];

describe('the sentence of an event', () => {
  it.each(cases)('%s %j says "%s"', (type, data, said) => {
    // A sentence needs no more of an event than this.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    expect(eventSentence({ type, data } as TimelineEvent)).toContain(said);
  });

  it('is there for every event of a timeline', () => {
    const spoken = new Set<string>(cases.map(([type]) => type));
    expect(TIMELINE_EVENTS.map(({ type }) => type).filter((type) => !spoken.has(type))).toEqual([]);
  });
});
