import { parseOrder, parseRefund } from '@ml-connector/woocommerce';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WooOrder, WooRefund } from '../simulators/store/woo-order.js';
import { refundOfOrder } from '../simulators/store/reckoning/refund-of-order.js';
import { type Books, openBooks, type Outcome } from './in-process-books.js';
import { judgeSale } from './judge-sale.js';
import { odd, shirt } from './pathological-orders.js';

let books: Books;
beforeEach(async () => {
  books = await openBooks({ seed: { accounts: [['Cash Over and Short', 'Expense']] } });
});
afterEach(() => books.close());

const post = (order: WooOrder, refunds: readonly WooRefund[] = []): Promise<Outcome> =>
  books.post({ order: parseOrder(order), refunds: refunds.map(parseRefund) });

const viewsOf = ({ posted }: Outcome) => posted.flatMap(({ view }) => view ?? []);
const heldIn = ({ held }: Outcome) => held.map(({ reason }) => reason.code);

/** The order stands to the cent, nothing of it is held. @returns its sale. */
const standing = async (order: WooOrder, refunds: readonly WooRefund[] = []) => {
  const outcome = await post(order, refunds);
  expect(heldIn(outcome)).toEqual([]);
  expect(judgeSale(order, refunds, viewsOf(outcome))).toEqual([]);
  const sale = viewsOf(outcome).find(({ kind }) => kind === 'Invoice');
  if (!sale) throw new Error('There is no invoice.');
  return sale;
};

const customers = () =>
  books.company.inspect
    .lists('Customer')
    .map(({ name }) => name)
    .filter((name) => !['Walk-in Customer', 'Harbor Cafe', 'Lee, Anna'].includes(name));

describe('names that nobody expects', () => {
  it('of emoji alone become a customer that says which one it is', async () => {
    const sale = await standing(odd(1, {}, { billing: { first_name: '🦄', last_name: '🔥🔥' } }));
    expect(customers()).toEqual([sale.customer]);
    expect(sale.customer).toMatch(/^[\x20-\xff]{1,41}$/);
    expect(sale.customer).not.toBe('');
  });

  it('of 41 Cyrillic characters, of two shoppers, are two customers within the limit', async () => {
    const last_name = 'Константинопольскаявеликомученицкаяолимпа';
    expect(last_name).toHaveLength(41);
    for (const id of [1, 2])
      await standing(
        odd(id, {}, { billing: { first_name: '', last_name, email: `${id}@a.test` } }),
      );
    const [first = '', second = ''] = customers();
    expect(first).toMatch(/^Konstantinopol/);
    expect(second.slice(0, 10)).toBe(first.slice(0, 10));
    expect(second).not.toBe(first);
    for (const name of [first, second]) expect(name.length).toBeLessThanOrEqual(41);
  });

  it('with a colon and a tab become one customer, not a job of another', async () => {
    const billing = { first_name: 'Acme: West', last_name: 'Branch\t\tTwo' };
    await standing(odd(1, {}, { billing }));
    const [customer] = books.company.inspect.lists('Customer').slice(-1);
    expect(customer?.fullName).toBe(customer?.name);
    expect(customer?.name).toMatch(/^Acme.*West Branch Two$/);
    expect(customer?.name).not.toMatch(/[:\t]/);
  });

  it('from right to left leave no mark of direction in the books', async () => {
    const billing = { first_name: '\u202Eمحمد', last_name: '\u200Fעברית' };
    const sale = await standing(odd(1, {}, { billing }));
    expect(sale.customer).toMatch(/^[\x20-\xff]{1,41}$/);
  });

  it.each([
    ['NULL', 'NULL', /^NULL NULL$/],
    ['<b>Bold</b>', '<script>x</script>', /^Bold/],
    ['Tom', '&amp;amp; Jerry', /^Tom &amp; Jerry$/],
    ["Robert'); DROP TABLE", '--', /^Robert'\); DROP TABLE --$/],
    ['-', '', /./],
  ])('like %s %s are text, and nothing else', async (first_name, last_name, wanted) => {
    const sale = await standing(odd(1, {}, { billing: { first_name, last_name } }));
    expect(sale.customer).toMatch(wanted);
    expect(sale.customer).not.toMatch(/<|undefined|null/);
  });

  it('of products are items within the limit, each its own', async () => {
    const name = 'Ein Produkt, dessen Name länger ist als alles, was in ein Feld passt: ';
    const lines = ['A', 'B', '😀', '<i>C</i>', '&amp;', 'a:b\tc', 'NULL'].map((end) =>
      shirt({ name: `${name}${end}`, sku: '' }),
    );
    const sale = await standing(odd(1, { lines }));
    const items = sale.lines.slice(0, lines.length).map(({ item }) => item ?? '');
    expect(new Set(items).size).toBeGreaterThanOrEqual(5);
    for (const item of items) expect(item).toMatch(/^[^:\t]{1,31}$/);
  });
});

describe('amounts that nobody expects', () => {
  it('of nothing ask for no document', async () => {
    const free = odd(1, { lines: [shirt({ price: 0 })] });
    expect(free.total).toBe('0.00');
    expect(await post(free)).toEqual({ skipped: 'zero-total', posted: [], held: [] });
  });

  it('taken off by a coupon of a hundred percent ask for none either, and only shipping is left to pay', async () => {
    const lines = [shirt({ off: 19_990_000 })];
    expect((await post(odd(1, { lines }))).skipped).toBe('zero-total');
    const shipping = [{ method: 'Standardversand', amount: 4_900_000 }];
    const sale = await standing(odd(2, { lines, shipping }, { coupons: ['free'] }));
    expect(sale.totalCents).toBe(583);
    expect(sale.lines.map(({ amountCents }) => amountCents)).toEqual([1680, 490, -1680, 93]);
  });

  it('below nothing are held', async () => {
    const fees = [{ name: 'Store credit', amount: -50_000_000, taxClass: null }];
    const order = odd(1, { fees });
    expect(order.total).toBe('-30.01');
    expect(heldIn(await post(order))).toEqual(['AMOUNT_NEGATIVE']);
  });

  it('of a third of a piece keep their quantity', async () => {
    const sale = await standing(odd(1, { lines: [shirt({ quantity: 333 })] }));
    expect(sale.lines[0]).toMatchObject({ quantity: '0.333', amountCents: 559 });
  });

  it('of six decimals stand as the shop printed them', async () => {
    const sale = await standing(odd(1, { lines: [shirt({ price: 1_234_567, quantity: 3_000 })] }));
    expect(sale.totalCents).toBe(370);
  });

  it('of three printed decimals are held, not rounded', async () => {
    const order = odd(1, { decimals: 3, lines: [shirt({ price: 1_235_000 })] });
    expect(heldIn(await post(order))).toEqual(['AMOUNT_TOO_FINE']);
  });

  it('of a cent, paid back three times, are three credit memos', async () => {
    const order = odd(1, { lines: [shirt({ price: 10_000_000, quantity: 1_000 })] });
    const refunds = [71, 72, 73].map((id): WooRefund => {
      const whole = refundOfOrder(
        { ...structuredClone(order), refunds: [] },
        { what: 'everything' },
        { id, decimals: 2 },
      );
      const [line] = whole?.line_items ?? [];
      if (!whole || !line) throw new Error('Nothing to pay back.');
      order.refunds.unshift({ id, reason: '', total: '-0.01' });
      const cent = { ...line, quantity: 0, total: '-0.01', total_tax: '0.00', taxes: [] };
      return { ...whole, amount: '0.01', line_items: [cent], tax_lines: [] };
    });
    const outcome = await post(order, refunds);
    expect(heldIn(outcome)).toEqual([]);
    const memos = viewsOf(outcome).filter(({ kind }) => kind === 'CreditMemo');
    expect(memos.map(({ totalCents }) => totalCents)).toEqual([1, 1, 1]);
    expect(new Set(memos.map(({ refNumber }) => refNumber)).size).toBe(3);
  });

  it('of five thousand lines stand to the cent, line by line', async () => {
    const lines = Array.from({ length: 5_000 }, (_, at) =>
      shirt({ name: `Part ${at % 50}`, sku: `P-${at % 50}`, price: 10_000 * (1 + (at % 97)) }),
    );
    const sale = await standing(odd(1, { lines }));
    expect(sale.lines.length).toBeGreaterThanOrEqual(5_000);
  }, 180_000);
});

describe('numbers that nobody expects', () => {
  it.each(['', ' ', 'WEB-2026-000123456789', '№ 17/Ω', '<17>', 'NULL', '0'])(
    'like "%s" fit into the document, and its memo says which order it is',
    async (number) => {
      const sale = await standing(odd(123_456, {}, { number }));
      expect(sale.refNumber ?? '').toMatch(/^[\x20-\xff]{0,11}$/);
      expect(sale.memo).toMatch(/\[ml:inv-[a-z0-9]+\]$/);
    },
  );

  it.each([
    ['1001', '1001'],
    ['A-2026-000000000007', 'B-2026-000000000007'],
  ])(
    'of which two orders come to one (%s, %s) stand on both, each with its own mark',
    async (...numbers) => {
      const sales = [];
      for (const [index, number] of numbers.entries())
        sales.push(await standing(odd(index + 1, {}, { number })));
      expect(new Set(sales.map(({ txnId }) => txnId)).size).toBe(2);
      expect(new Set(sales.map(({ refNumber }) => refNumber))).toEqual(
        new Set([numbers[0].slice(-11)]),
      );
      expect(new Set(sales.map(({ memo }) => memo.split(' [ml:')[1])).size).toBe(2);
    },
  );
});
