import type { Shop } from '../harness/shop.js';
import type { WooOrder } from '../simulators/store/woo-order.js';

/** What is wrong with an order that never comes into the books. */
export const POISONS = [
  /** The rules know no such currency. */
  'other-currency',
  'below-nothing',
  /** A date that is none. */
  'unreadable',
  /** QuickBooks takes its set and refuses it alone. */
  'refused',
  /** QuickBooks cannot even read the set that it is in. */
  'breaks-its-set',
] as const;
export type Poison = (typeof POISONS)[number];

/** The order with what is wrong with it; QuickBooks is told which ones it does not take. */
export const poisoned = (
  order: WooOrder,
  poison: Poison,
  { company, breaking }: Pick<Shop, 'company'> & { readonly breaking: Set<string> },
): WooOrder => {
  switch (poison) {
    case 'other-currency':
      return { ...order, currency: 'CHF' };
    case 'below-nothing':
      return { ...order, total: '-1.00' };
    case 'unreadable':
      return { ...order, date_created_gmt: 'yesterday' };
    case 'refused':
      company.faults.refusals.push({
        type: 'InvoiceAdd',
        refNumber: order.number,
        statusCode: 3180,
        message: 'There was an error when saving an Invoice.',
      });
      return order;
    case 'breaks-its-set':
      breaking.add(order.number);
      return order;
  }
};

const INVOICES = /<InvoiceAdd>.*?<RefNumber>([^<]*)</gs;

/** Makes every set with one of these invoices in it one that QuickBooks cannot read. */
export const breakSets = (
  { connector }: Pick<Shop, 'connector'>,
  numbers: ReadonlySet<string>,
): void =>
  connector.onStep(({ name, phase, request = '' }) => {
    if (name !== 'processRequest' || phase !== 'before' || numbers.size === 0) return undefined;
    const isBroken = [...request.matchAll(INVOICES)].some(([, number = '']) => numbers.has(number));
    return isBroken
      ? { hresult: '0x80040400', message: 'QuickBooks found an error when parsing the text.' }
      : undefined;
  });
