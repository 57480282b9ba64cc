import { escapeXml, type Element } from './plain-xml.features.js';

/** A list object or a transaction in a company file. */
export interface Thing {
  readonly id: string;
  readonly type: string;
  readonly isTransaction: boolean;
  /** The memo that it was made with, or its name: whatever people do to it, it stays the same thing. */
  readonly birth: string;
  readonly cents: number;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** QuickBooks' own time in seconds. */
  readonly editSequence: number;
  readonly fields: readonly Element[];
}

export const fieldOf = ({ fields }: Thing, name: string): string | undefined =>
  fields.find((field) => field.name === name)?.text;

export const withField = (thing: Thing, name: string, text: string): Thing => ({
  ...thing,
  fields: [
    ...thing.fields.filter((field) => field.name !== name),
    { name, attributes: {}, children: [], text },
  ],
});

const TRANSACTIONS = new Set(['Invoice', 'ReceivePayment']);
export const isTransactionType = (type: string): boolean => TRANSACTIONS.has(type);

/** Cents of a document from the amounts that its request names. */
export const centsOf = (type: string, fields: readonly Element[]): number => {
  if (type === 'ReceivePayment') return cents(fields.find(({ name }) => name === 'TotalAmount'));
  return fields
    .filter(({ name }) => name.endsWith('LineAdd'))
    .reduce((sum, line) => sum + cents(line.children.find(({ name }) => name === 'Amount')), 0);
};

const cents = (amount: Element | undefined): number =>
  Math.round(Number(amount?.text ?? '0') * 100);

export const amount = (value: number): string => (value / 100).toFixed(2);

export const timeText = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 19)}+00:00`;

/** The thing as QuickBooks shows it. */
export const retOf = (thing: Thing): string => {
  const { type, id, isTransaction, createdAt, modifiedAt, editSequence } = thing;
  const idName = isTransaction ? 'TxnID' : 'ListID';
  const name = fieldOf(thing, 'Name');
  return (
    `<${type}Ret><${idName}>${id}</${idName}><TimeCreated>${timeText(createdAt)}</TimeCreated>` +
    `<TimeModified>${timeText(modifiedAt)}</TimeModified><EditSequence>${editSequence}</EditSequence>` +
    (name === undefined ? '' : `<FullName>${escapeXml(name)}</FullName>`) +
    thing.fields.filter(isShown).map(written).join('') +
    totalsOf(thing) +
    `</${type}Ret>`
  );
};

const isShown = ({ name }: Element): boolean => !name.endsWith('Add');

const totalsOf = ({ type, cents: total }: Thing): string =>
  type === 'Invoice'
    ? `<Subtotal>${amount(total)}</Subtotal><SalesTaxTotal>0.00</SalesTaxTotal>`
    : '';

const written = ({ name, children, text }: Element): string =>
  `<${name}>${children.length > 0 ? children.map(written).join('') : escapeXml(text)}</${name}>`;
