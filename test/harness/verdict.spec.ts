import { describe, expect, it } from 'vitest';
import { judge, printVerdict, type Witnesses } from './verdict.js';

const order = (id: number, more: Partial<Witnesses['orders'][number]> = {}) => ({
  id,
  number: String(id),
  status: 'processing',
  currency: 'EUR',
  total: 1_000,
  ...more,
});
const document = (number: string, more: Partial<Witnesses['documents'][number]> = {}) => ({
  txnId: `T${number}`,
  kind: 'Invoice',
  refNumber: number,
  memo: `Order ${number} [ml:inv-${number}]`,
  totalCents: 1_000,
  voided: false,
  ...more,
});
const event = (type: string, data: Readonly<Record<string, unknown>>) => ({
  type,
  connectionId: 'c1',
  data,
});
const planned = (id: number) =>
  event('PostingPlanned', { postingId: `inv-${id}`, orderId: id, kind: 'invoice' });
const posted = (id: number) =>
  event('PostingPosted', {
    postingId: `inv-${id}`,
    document: { txnId: `T${id}`, listId: null },
  });
const ran = (more: Partial<Witnesses['journal'][number]> = {}) => ({
  messageSetId: 's1',
  requestHash: 'h1',
  type: 'InvoiceAdd',
  status: 0,
  repeated: false,
  ...more,
});
const committed = event('SetCommitted', { setId: 's1', bytesHash: 'h1' });

/** One order that stands as it should. */
const WHOLE: Witnesses = {
  orders: [order(1)],
  documents: [document('1')],
  journal: [ran()],
  deleted: [],
  events: [planned(1), committed, posted(1)],
};
const judged = (more: Partial<Witnesses>) => judge({ ...WHOLE, ...more });

describe('the verdict over shop, books and log', () => {
  it('finds nothing where all three agree', () => {
    expect(judged({})).toEqual({ lost: 0, double: 0, cents: 0, faults: [] });
    expect(printVerdict(judged({}))).toBe('lost 0, double 0, cents 0');
  });

  it.each<[string, Partial<Witnesses>, string]>([
    ['a lost order', { documents: [], deleted: ['T1'] }, 'lost 1, double 0, cents -1000'],
    [
      'an order that stands twice',
      {
        documents: [document('1'), document('1', { txnId: 'T2' })],
        events: [
          ...WHOLE.events,
          event('PostingPosted', {
            postingId: 'inv-1',
            document: { txnId: 'T2', listId: null },
          }),
        ],
      },
      'lost 0, double 1, cents 1000',
    ],
    [
      'a cent too many',
      { documents: [document('1', { totalCents: 1_001 })] },
      'lost 0, double 0, cents 1',
    ],
    [
      'a voided document',
      { documents: [document('1', { voided: true })] },
      'lost 1, double 0, cents -1000',
    ],
  ])('counts %s', (_, more, verdict) => {
    expect(printVerdict(judged(more))).toBe(verdict);
  });

  it('names an order that stands with another total', () => {
    const { faults } = judged({ documents: [document('1', { totalCents: 999 })] });
    expect(faults).toEqual(['Order 1 stands with -1 cents more than the shop sold it for.']);
  });

  it.each<[string, Partial<Witnesses>]>([
    ['is held', { events: [committed, planned(1), event('PostingHeld', { postingId: 'inv-1' })] }],
    ['was not paid', { orders: [order(1, { status: 'pending' })] }],
    ['is in another currency', { orders: [order(1, { currency: 'USD' })] }],
    ['is of nothing', { orders: [order(1, { total: 0 })] }],
  ])('misses no order that %s', (_, more) => {
    expect(judged({ documents: [], journal: [], ...more })).toMatchObject({ lost: 0, cents: 0 });
  });

  it.each<[string, Partial<Witnesses>, RegExp]>([
    ['ran without being told before', { events: [planned(1), posted(1)] }, /log does not know/],
    ['ran with other bytes', { journal: [ran({ requestHash: 'h2' })] }, /other bytes/],
    [
      'stands and was never told',
      { events: [planned(1), committed] },
      /does not know that inv-1 stands/,
    ],
    [
      'was told and does not stand',
      { documents: [document('1', { txnId: 'T9' })], events: [...WHOLE.events] },
      /stands as T1; it does not/,
    ],
  ])('names what %s', (_, more, words) => {
    expect(judged(more).faults.join(' ')).toMatch(words);
  });

  it('leaves alone what failed, what was repeated, and what the Web Connector writes itself', () => {
    const journal = [
      ran(),
      ran({ messageSetId: 's9', status: 3_200 }),
      ran({ messageSetId: 's9', repeated: true }),
      ran({ messageSetId: 's9', type: 'DataExtAdd' }),
    ];
    expect(judged({ journal }).faults).toEqual([]);
  });

  it('believes the last mark of a memo, not one that a shopper wrote', () => {
    const memo = 'Order 1 [ml:inv-forged] [ml:inv-1]';
    expect(judged({ documents: [document('1', { memo })] }).faults).toEqual([]);
  });
});
