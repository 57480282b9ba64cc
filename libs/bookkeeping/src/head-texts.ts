import type { WishFields } from '@ml-connector/postings';
import { isRequestType, maxLengthOf, type RequestType, requestTable } from '@ml-connector/qbxml';
import type { Order } from '@ml-connector/woocommerce';
import type { BooksContext } from './books-context.js';
import type { NamedList } from './company-facts.js';
import { holdReason } from './hold-reasons.js';
import { orderText } from './order-text.js';
import type { Readable } from './sale-line.js';
import { starEntryOf } from './star-entry.js';

type Field = keyof BooksContext['rules']['fields'];

const TEXTS = [
  ['PONumber', 'poNumber'],
  ['Other', 'other'],
] as const satisfies readonly (readonly [string, Field])[];

interface NamedField {
  readonly element: string;
  readonly field: Field;
  readonly list: NamedList;
}

/** Fields that refer to a list of the company file. */
export const NAMED_FIELDS: readonly NamedField[] = [
  { element: 'ClassRef', field: 'class', list: 'Class' },
  { element: 'TemplateRef', field: 'template', list: 'Template' },
  { element: 'TermsRef', field: 'terms', list: 'StandardTerms' },
  { element: 'SalesRepRef', field: 'salesRep', list: 'SalesRep' },
  { element: 'ShipMethodRef', field: 'shipMethod', list: 'ShipMethod' },
];

/** What only a sale says: a credit memo takes nothing back of it. */
const ONLY_SALES: ReadonlySet<string> = new Set(['TemplateRef', 'TermsRef']);

/** The fields of a document's head that the rules fill; held where a name is not in its list. Elements that this kind of document lacks are left out. */
export const headTexts = (
  order: Order,
  object: string,
  books: BooksContext,
): Readable<WishFields> => {
  const type = `${object}Add`;
  if (!isRequestType(type)) return { value: {} };
  const fields: Record<string, WishFields[string]> = {};
  for (const [element, field] of TEXTS) {
    const text = textFor(order, { type, element, pattern: books.rules.fields[field] });
    if (text !== '') fields[element] = text;
  }
  for (const named of NAMED_FIELDS) {
    if (object === 'CreditMemo' && ONLY_SALES.has(named.element)) continue;
    const found = referenceFor(order, { ...named, type, object }, books);
    if (found.hold) return found;
    if (found.value) fields[named.element] = found.value;
  }
  return { value: fields };
};

const textFor = (
  order: Order,
  {
    type,
    element,
    pattern,
  }: { readonly type: RequestType; readonly element: string; readonly pattern: string },
): string => {
  const maxLength = maxLengthOf(type, element);
  return maxLength === undefined ? '' : orderText(pattern, order, { maxLength });
};

const LONGEST_NAME = 159;

const referenceFor = (
  order: Order,
  { element, field, list, type, object }: NamedField & { type: RequestType; object: string },
  { rules, company }: BooksContext,
): Readable<WishFields | null> => {
  if (!hasElement(type, element)) return { value: null };
  const byMethod = field === 'shipMethod' ? shipMethodOf(order, rules) : undefined;
  const name = byMethod ?? orderText(rules.fields[field], order, { maxLength: LONGEST_NAME });
  if (name === '') return { value: null };
  const found = company
    .named(list)
    .find(
      (fact) =>
        fact.name.toLowerCase() === name.toLowerCase() &&
        (fact.type === null || list !== 'Template' || fact.type === object),
    );
  if (found) return { value: { ListID: found.listId } };
  const setting = byMethod === undefined ? `fields.${field}` : 'shipMethods';
  return { hold: holdReason('NAME_UNKNOWN', `It is ${name}.`, setting) };
};

const shipMethodOf = (
  { shippingLines }: Order,
  { shipMethods }: BooksContext['rules'],
): string | undefined =>
  shippingLines
    .flatMap(({ methodId, methodTitle }) => [methodId, methodTitle])
    .map((name) => starEntryOf(shipMethods, name))
    .find((name) => name !== undefined);

const hasElement = (type: RequestType, element: string): boolean =>
  requestTable(type)?.fields.elements.has(element) ?? false;

/** A line with the class of its document: reports by class look at lines. A text has none. */
export const withClass = (line: WishFields, { ClassRef }: WishFields): WishFields =>
  ClassRef && line['ItemRef'] ? { ...line, ClassRef } : line;
