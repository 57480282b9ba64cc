import { formatCents } from '@ml-connector/kernel';
import { textAt } from '@ml-connector/qbxml';
import type { Order } from '@ml-connector/woocommerce';
import { documentsFor, type Given, linesOf } from './planned-documents.features.js';
import type { PlannedDocument } from './planned-document.js';
import { requestFields } from './preview-order.js';
import { item, taxItem } from './sample-company.features.js';
import { meta, type Rate, shopOrder } from './shop-order.features.js';

const CITY: Rate = { id: 1, code: 'CITY', percent: 8.25 };
const COUNTY: Rate = { id: 2, code: 'COUNTY', percent: 0.5 };

const company = {
  items: [
    item('TS-001'),
    item('MUG'),
    item('Gift cards', 'ItemOtherCharge'),
    item('Tips', 'ItemOtherCharge'),
    taxItem('City Tax', '8.25'),
    taxItem('County Tax', '0.5'),
    taxItem('Bayshore', '8.25', '0.5'),
  ],
};

const withSpring = shopOrder({
  lines: [
    { price: 4000, off: 400, quantity: 2 },
    { price: 1250, sku: 'MUG', name: 'Mug' },
  ],
  shipping: [{ name: 'Parcel', price: 490 }],
  rates: [CITY, COUNTY],
  coupons: ['SPRING'],
});

interface Example {
  readonly title: string;
  readonly order: Order;
  readonly given: Given;
}

/** The examples of `docs/how-an-order-becomes-documents.md`, by the first words of what is told about them. */
export const WORKED_EXAMPLES: readonly Example[] = [
  { title: 'tax as lines', order: withSpring, given: { company } },
  {
    title: 'tax as lines with an item for each rate',
    order: withSpring,
    given: { company, rules: { taxItems: { CITY: 'City Tax', COUNTY: 'County Tax' } } },
  },
  {
    title: 'tax to an account',
    order: withSpring,
    given: { company, rules: { taxMode: 'other-charge' } },
  },
  {
    title: 'tax that QuickBooks computes',
    order: withSpring,
    given: {
      company,
      rules: { taxMode: 'quickbooks', taxItems: { 'CITY + COUNTY': 'Bayshore' } },
    },
  },
  {
    title: 'tax that QuickBooks computes, a cent off',
    order: shopOrder({
      lines: [{ price: 106 }, { price: 106 }, { price: 106 }],
      rates: [CITY],
    }),
    given: { company, rules: { taxMode: 'quickbooks', taxItems: { CITY: 'City Tax' } } },
  },
  {
    title: 'discounts by line, a tip and a gift card',
    order: shopOrder({
      lines: [{ price: 4000, off: 400 }],
      fees: [{ name: 'Tip', price: 300, rates: [] }],
      coupons: ['SPRING'],
      with: { meta_data: meta({ _gift_card: '20.00' }), total: '19.00' },
    }),
    given: {
      company,
      rules: {
        discounts: 'line',
        feeItems: { Tip: 'Tips' },
        metaLines: [{ key: '_gift_card', item: 'Gift cards', text: 'Gift card' }],
      },
    },
  },
];

/** The documents of an example as the page shows them. */
export const showExample = ({ order, given }: Example): string =>
  documentsFor(order, given)
    .filter(({ kind }) => kind === 'invoice' || kind === 'payment')
    .map((document) => showDocument(document, documentsFor(order, given)))
    .join('\n');

const showDocument = (document: PlannedDocument, planned: readonly PlannedDocument[]): string => {
  const { kind, total, computedTax = 0, fields } = document;
  const names = new Map([
    ...company.items.map(({ listId, fullName }) => [listId, fullName] as const),
    ...planned.map(({ postingId, source }) => [postingId, source.number] as const),
  ]);
  const nameAt = (id: string | undefined): string => names.get(id ?? '') ?? id ?? '';
  const lines = linesOf(document).map((line) =>
    [
      (textAt(line, 'Amount') ?? '').padStart(9),
      nameAt(textAt(line, 'ItemRef', 'ListID')).padEnd(13),
      (textAt(line, 'SalesTaxCodeRef', 'ListID') ?? '').replace('TAX-', '').padEnd(3),
      textAt(line, 'Desc') ?? '',
    ].join('  '),
  );
  const head = nameAt(textAt(requestFields(fields), 'ItemSalesTaxRef', 'ListID'));
  const tax =
    computedTax === 0 ? [] : [`${formatCents(computedTax).padStart(9)}  added by QuickBooks`];
  return [
    `${kind}${head === '' ? '' : `, sales tax item ${head}`}`,
    ...lines,
    ...tax,
    `${total === null ? '' : formatCents(total).padStart(9)}  in all`,
  ].join('\n');
};
