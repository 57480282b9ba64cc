import { groupOf, isGroup, textOf, type Field, type Fields } from '../fields.js';
import { referred, settleReferences } from '../ledger/references.js';
import { isItemKind, type Line, type ListObject } from '../ledger/records.js';
import { featureOff, invalidValue, type RequestContext } from '../requests/request.js';
import { StatusError } from '../status-error.js';
import { amountOf, centsOf, extend, percentOf, rateOf } from './cents.js';

const PRICED = new Set([
  'ItemRef',
  'Desc',
  'Quantity',
  'Rate',
  'RatePercent',
  'Amount',
  'SalesTaxCodeRef',
]);
const DROPPED = new Set([
  'TxnLineID',
  'DataExt',
  'OptionForPriceRuleConflict',
  'CreditCardTxnInfo',
]);

/** The wish for one line, and the line that it changes. */
export interface LineWish {
  readonly fields: Fields;
  readonly before: Line | undefined;
}

/** Prices lines in their order: percentages and subtotals look at the lines above. */
export function readLines(
  context: RequestContext,
  document: string,
  wishes: readonly LineWish[],
): readonly Line[] {
  const lines: Line[] = [];
  for (const wish of wishes) lines.push(readLine(context, { document, wish, above: lines }));
  return lines;
}

function readLine(
  context: RequestContext,
  { document, wish, above }: { document: string; wish: LineWish; above: readonly Line[] },
): Line {
  if ('PriceLevelRef' in wish.fields) throw featureOff('price levels');
  const settled = settleReferences(context.ledger, wish.fields, { document: `${document} line` });
  const fields = wish.before === undefined ? settled : changed(wish.before, settled);
  const item = referred(context.ledger, fields, 'ItemRef');
  const quantity = filled(fields, 'Quantity');
  const priced =
    item === undefined
      ? textOnly(fields, document)
      : price({ fields, item, quantity, above, sum: () => sumSinceSubtotal(context, above) });
  return {
    id: wish.before?.id ?? transactionId(context),
    itemId: item?.id,
    desc: textOf(fields, 'Desc') ?? defaultDesc(item),
    quantity,
    ...priced,
    taxCodeId: taxCodeOf(context, fields, item),
    fields: Object.fromEntries(
      Object.entries(fields).filter(([name]) => !PRICED.has(name) && !DROPPED.has(name)),
    ),
  };
}

/** A new TxnID or TxnLineID. */
export function transactionId({ ledger, clock }: RequestContext): string {
  return `${ledger.nextNumber().toString(16).toUpperCase()}-${clock.seconds()}`;
}

type Priced = Pick<Line, 'rate' | 'ratePercent' | 'amount'>;
const UNPRICED: Priced = { rate: undefined, ratePercent: undefined, amount: undefined };

interface Pricing {
  readonly fields: Fields;
  readonly item: ListObject;
  readonly quantity: string | undefined;
  readonly above: readonly Line[];
  /** Cents of the lines above, back to the subtotal before. */
  readonly sum: () => number;
}

function price(pricing: Pricing): Priced {
  const { fields, item, quantity } = pricing;
  const [rate, amount] = [filled(fields, 'Rate'), filled(fields, 'Amount')];
  if (rate !== undefined && amount !== undefined) {
    throw invalidValue('Give a rate or an amount, not both.');
  }
  const { kind } = item;
  if (!isItemKind(kind)) throw invalidValue(`A ${kind} cannot stand on a line.`);
  switch (kind) {
    case 'ItemSalesTaxGroup':
      throw invalidValue('A sales tax group cannot stand on a line.');
    case 'ItemSalesTax':
      if (quantity !== undefined || rate !== undefined || amount === undefined) {
        throw invalidValue('A sales tax item on a line takes an amount only.');
      }
      return { ...UNPRICED, amount: centsOf(amount) };
    case 'ItemSubtotal':
      return { ...UNPRICED, amount: pricing.sum() };
    case 'ItemDiscount':
      return discount(pricing, rate ?? amount);
    case 'ItemService':
    case 'ItemNonInventory':
    case 'ItemInventory':
    case 'ItemOtherCharge':
      return extended(pricing, { rate, amount });
  }
}

function extended(
  { fields, item, quantity }: Pricing,
  { rate, amount }: { rate: string | undefined; amount: string | undefined },
): Priced {
  if (amount !== undefined) {
    const cents = centsOf(amount);
    const implied = quantity === undefined ? amountOf(cents) : rateOf(cents, quantity);
    return { ...UNPRICED, rate: implied, amount: cents };
  }
  if (filled(fields, 'RatePercent') !== undefined)
    throw invalidValue('RatePercent needs a discount item.');
  const own = rate ?? salesPriceOf(item);
  return { ...UNPRICED, rate: own, amount: extend(quantity ?? '1', own) };
}

function discount({ fields, item, quantity, above }: Pricing, given: string | undefined): Priced {
  if (quantity !== undefined) throw invalidValue('A discount line has no quantity.');
  const percent = filled(fields, 'RatePercent') ?? textOf(item.fields, 'DiscountRatePercent');
  if (given === undefined && percent !== undefined) {
    const base = above.at(-1)?.amount ?? 0;
    return { ...UNPRICED, ratePercent: percent, amount: -Math.abs(percentOf(base, percent)) };
  }
  const rate = given ?? textOf(item.fields, 'DiscountRate') ?? '0.00';
  const cents = -Math.abs(extend('1', rate));
  return { ...UNPRICED, rate: amountOf(cents), amount: cents };
}

function textOnly(fields: Fields, document: string): Priced {
  for (const name of ['Quantity', 'Rate', 'Amount']) {
    if (filled(fields, name) === undefined) continue;
    throw new StatusError(
      3140,
      `There is an invalid reference to QuickBooks Item "" in the ${document} line.`,
    );
  }
  return UNPRICED;
}

function sumSinceSubtotal({ ledger }: RequestContext, above: readonly Line[]): number {
  let sum = 0;
  for (const line of above) {
    const isSubtotal = ledger.list(line.itemId ?? '')?.kind === 'ItemSubtotal';
    sum = isSubtotal ? 0 : sum + (line.amount ?? 0);
  }
  return sum;
}

function changed(before: Line, change: Fields): Fields {
  const repriced = ['Rate', 'Amount', 'RatePercent'].some((name) => name in change);
  const kept: Record<string, Field | undefined> = {
    ...before.fields,
    ItemRef: before.itemId === undefined ? undefined : { ListID: before.itemId },
    Desc: before.desc,
    Quantity: before.quantity,
    ...(repriced ? {} : priceOf(before, 'Quantity' in change)),
    SalesTaxCodeRef: before.taxCodeId === undefined ? undefined : { ListID: before.taxCodeId },
  };
  const after: Record<string, Field> = {};
  for (const [name, field] of Object.entries({ ...kept, ...change })) {
    const empty =
      field === '' || (field !== undefined && isGroup(field) && Object.keys(field).length === 0);
    if (field !== undefined && !empty) after[name] = field;
  }
  return after;
}

/** What prices an unchanged line again to the same cents, or a changed quantity at its rate. */
function priceOf(before: Line, quantityChanges: boolean): Record<string, Field | undefined> {
  if (before.ratePercent !== undefined) return { RatePercent: before.ratePercent };
  if (quantityChanges && before.rate !== undefined) return { Rate: before.rate };
  return { Amount: before.amount === undefined ? undefined : amountOf(before.amount) };
}

function salesPriceOf(item: ListObject): string {
  const sale = groupOf(item.fields, 'SalesOrPurchase') ?? {};
  const both = groupOf(item.fields, 'SalesAndPurchase') ?? item.fields;
  return textOf(sale, 'Price') ?? textOf(both, 'SalesPrice') ?? '0.00';
}

function defaultDesc(item: ListObject | undefined): string | undefined {
  if (item === undefined) return undefined;
  const sale = groupOf(item.fields, 'SalesOrPurchase') ?? {};
  const both = groupOf(item.fields, 'SalesAndPurchase') ?? item.fields;
  return textOf(sale, 'Desc') ?? textOf(both, 'SalesDesc') ?? textOf(item.fields, 'ItemDesc');
}

function taxCodeOf(
  { ledger }: RequestContext,
  fields: Fields,
  item: ListObject | undefined,
): string | undefined {
  const settings = ledger.settings();
  if (!settings.salesTaxOn || item === undefined) return undefined;
  if (item.kind === 'ItemSalesTax' || item.kind === 'ItemSubtotal') return settings.nonTaxableCode;
  const own =
    referred(ledger, fields, 'SalesTaxCodeRef') ?? referred(ledger, item.fields, 'SalesTaxCodeRef');
  return own?.id ?? settings.taxableCode;
}

function filled(fields: Fields, name: string): string | undefined {
  const text = textOf(fields, name);
  return text === '' ? undefined : text;
}
