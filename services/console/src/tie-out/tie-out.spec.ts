import type { Posting } from '@ml-connector/postings';
import { describe, expect, it } from 'vitest';
import { postingIdsOf } from './books-side.js';
import type { ShopEntry } from './shop-entries.js';
import { tieOut } from './tie-out.js';
import { postingOf } from './posting.features.js';

const at = { connectionId: 'con-a', homeCurrency: 'EUR' };

const sale = (orderId: number, amount: number, more: Partial<ShopEntry> = {}): ShopEntry => ({
  orderId,
  refundId: null,
  day: '2026-03-01',
  amount,
  currency: 'EUR',
  standing: 'counted',
  why: null,
  ...more,
});

const invoice = (entry: ShopEntry, total: number, more: Partial<Posting> = {}): Posting =>
  postingOf({ id: postingIdsOf('con-a', entry)[0] ?? '', kind: 'invoice', total, ...more });

const memo = (entry: ShopEntry, total: number): Posting =>
  postingOf({ id: postingIdsOf('con-a', entry)[0] ?? '', kind: 'credit-memo', total });

const compare = (entries: readonly ShopEntry[], postings: readonly Posting[]) =>
  tieOut(entries, new Map(postings.map((posting) => [posting.id, posting])), at);

describe('a day', () => {
  it('ties out when the books hold every order and refund', () => {
    const order = sale(1, 1000);
    const refund = sale(1, -250, { refundId: 9 });
    const result = compare([order, refund], [invoice(order, 1000), memo(refund, 250)]);
    expect(result).toEqual({
      currency: 'EUR',
      days: [
        {
          date: '2026-03-01',
          orders: 1,
          refunds: 1,
          store: '7.50',
          books: '7.50',
          difference: '0.00',
        },
      ],
      differences: [],
    });
  });

  it('counts what is not posted yet as a difference with its reason', () => {
    const order = sale(1, 1999);
    const held = invoice(order, 0, {
      state: 'held',
      document: null,
      reason: {
        code: 'UNKNOWN_PRODUCT',
        title: 'A product is unknown.',
        detail: 'It is Mug.',
        fix: '',
        setting: null,
      },
    });
    const result = compare([order], [held]);
    expect(result.days).toMatchObject([{ store: '19.99', books: '0.00', difference: '19.99' }]);
    expect(result.differences).toEqual([
      {
        orderId: 1,
        date: '2026-03-01',
        store: '19.99',
        books: '0.00',
        currency: 'EUR',
        reason: 'A product is unknown. It is Mug.',
      },
    ]);
  });

  it('shows a single cent', () => {
    const order = sale(1, 1000);
    const result = compare([order], [invoice(order, 999)]);
    expect(result.days[0]?.difference).toBe('0.01');
    expect(result.differences[0]?.reason).toContain('differs');
  });

  it('does not let two differences cancel each other unseen', () => {
    const [one, two] = [sale(1, 1000), sale(2, 1000)];
    const result = compare([one, two], [invoice(one, 1100), invoice(two, 900)]);
    expect(result.days[0]?.difference).toBe('0.00');
    expect(result.differences).toHaveLength(2);
  });

  it('names a document that stands although its order no longer posts', () => {
    const order = sale(1, 1000, { standing: 'left-out', why: 'The order was cancelled.' });
    const result = compare([order], [invoice(order, 1000)]);
    expect(result.days).toMatchObject([{ orders: 0, store: '0.00', books: '10.00' }]);
    expect(result.differences).toMatchObject([
      { store: '0.00', books: '10.00', reason: expect.stringContaining('still stands') },
    ]);
  });

  it('does not add up an order in another currency, and names it', () => {
    const order = sale(1, 5000, {
      standing: 'apart',
      currency: 'USD',
      why: 'The order is in USD.',
    });
    const result = compare([order], []);
    expect(result.days).toEqual([]);
    expect(result.differences).toMatchObject([
      { orderId: 1, store: '50.00', currency: 'USD', reason: 'The order is in USD.' },
    ]);
  });

  it('compares an order in a currency that the books keep by itself, and adds it to no day', () => {
    const order = sale(1, 5000, { standing: 'beside', currency: 'USD' });
    expect(compare([order], [invoice(order, 5000)])).toMatchObject({ days: [], differences: [] });
    const missing = compare([order], []);
    expect(missing.days).toEqual([]);
    expect(missing.differences).toMatchObject([{ orderId: 1, store: '50.00', currency: 'USD' }]);
  });

  it('takes the credit memo of an order that ended off its sale', () => {
    const order = sale(1, 1000, { standing: 'left-out', why: 'The order was cancelled.' });
    const id = postingIdsOf('con-a', order).at(-1) ?? '';
    const credit = postingOf({ id, kind: 'credit-memo', total: 1000 });
    expect(compare([order], [invoice(order, 1000), credit]).differences).toEqual([]);
  });

  it('says nothing of orders that the rules leave out', () => {
    const order = sale(1, 1000, { standing: 'left-out', why: 'Not yet paid.' });
    expect(compare([order], [])).toMatchObject({ days: [], differences: [] });
  });

  it('does not count a voided document', () => {
    const order = sale(1, 1000);
    const result = compare([order], [invoice(order, 1000, { state: 'voided' })]);
    expect(result.days[0]?.books).toBe('0.00');
    expect(result.differences[0]?.reason).toContain('voided');
  });

  it('comes after the day before', () => {
    const entries = [sale(3, 1, { day: '2026-03-02' }), sale(4, 1, { day: '2026-02-28' })];
    expect(compare(entries, []).days.map(({ date }) => date)).toEqual(['2026-02-28', '2026-03-02']);
  });
});
