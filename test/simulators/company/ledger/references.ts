import { groupOf, isGroup, isRepeated, textOf, type Field, type Fields } from '../fields.js';
import { featureOff } from '../requests/request.js';
import { StatusError } from '../status-error.js';
import type { Ledger } from './ledger.js';
import { ITEM_KINDS, type ListKind, type ListObject } from './records.js';

const KINDS: Readonly<Record<string, readonly ListKind[]>> = {
  CustomerRef: ['Customer'],
  PayeeEntityRef: ['Customer', 'Vendor', 'Employee', 'OtherName'],
  ItemRef: ITEM_KINDS,
  ItemSalesTaxRef: ['ItemSalesTax', 'ItemSalesTaxGroup'],
  SalesTaxCodeRef: ['SalesTaxCode'],
  CustomerSalesTaxCodeRef: ['SalesTaxCode'],
  AccountRef: ['Account'],
  ARAccountRef: ['Account'],
  IncomeAccountRef: ['Account'],
  ExpenseAccountRef: ['Account'],
  COGSAccountRef: ['Account'],
  AssetAccountRef: ['Account'],
  DepositToAccountRef: ['Account'],
  RefundFromAccountRef: ['Account'],
  OverrideItemAccountRef: ['Account'],
  PaymentMethodRef: ['PaymentMethod'],
  PreferredPaymentMethodRef: ['PaymentMethod'],
  CurrencyRef: ['Currency'],
  TermsRef: ['StandardTerms'],
  ClassRef: ['Class'],
  TaxVendorRef: ['Vendor'],
  PrefVendorRef: ['Vendor'],
};

const SALES_TAX_REFS = new Set(['ItemSalesTaxRef', 'SalesTaxCodeRef', 'CustomerSalesTaxCodeRef']);
const OBJECT_ID = /^[0-9A-F]+-\d+$/i;

/** What a reference is looked up for: the object it stands in, and what a ParentRef means there. */
export interface ReferenceScope {
  readonly document: string;
  readonly parents?: readonly ListKind[];
}

/**
 * Replaces every reference in a group by the ListID it means; an empty one stays empty.
 * @throws StatusError 3000 malformed ListID, 3130 unknown parent, 3140 unknown or inactive object,
 * 3250 feature off.
 */
export function settleReferences(ledger: Ledger, fields: Fields, scope: ReferenceScope): Fields {
  const settled: Record<string, Field> = {};
  for (const [name, field] of Object.entries(fields)) {
    if (!isGroup(field)) settled[name] = field;
    else if (!name.endsWith('Ref') || name === 'AdditionalContactRef') {
      settled[name] = settleReferences(ledger, field, scope);
    } else {
      const object = lookUp(ledger, { name, reference: field }, scope);
      settled[name] = object === undefined ? {} : { ListID: object.id };
    }
  }
  return settled;
}

/** The object that a settled reference means. */
export function referred(ledger: Ledger, fields: Fields, name: string): ListObject | undefined {
  const id = textOf(groupOf(fields, name) ?? {}, 'ListID');
  return id === undefined ? undefined : ledger.list(id);
}

/** Adds the FullName of today to every settled reference. */
export function expandReferences(ledger: Ledger, fields: Fields): Fields {
  const expanded: Record<string, Field> = {};
  for (const [name, field] of Object.entries(fields)) {
    if (isRepeated(field)) expanded[name] = field.flatMap((one) => expand(ledger, name, one) ?? []);
    else {
      const one = expand(ledger, name, field);
      if (one !== undefined) expanded[name] = one;
    }
  }
  return expanded;
}

function expand(ledger: Ledger, name: string, field: Field): Field | undefined {
  if (!isGroup(field)) return field;
  if (!name.endsWith('Ref') || !('ListID' in field)) {
    return Object.keys(field).length > 0 ? expandReferences(ledger, field) : undefined;
  }
  return { ...field, FullName: ledger.list(textOf(field, 'ListID') ?? '')?.fullName ?? '' };
}

function lookUp(
  ledger: Ledger,
  { name, reference }: { name: string; reference: Fields },
  scope: ReferenceScope,
): ListObject | undefined {
  const id = textOf(reference, 'ListID');
  const fullName = textOf(reference, 'FullName');
  const asked = id ?? fullName;
  if (asked === undefined || asked === '') return undefined;
  if (SALES_TAX_REFS.has(name) && !ledger.settings().salesTaxOn) throw featureOff('sales tax');
  if (name === 'CurrencyRef' && !ledger.settings().multiCurrency)
    throw featureOff('multiple currencies');
  if (id !== undefined && !OBJECT_ID.test(id)) {
    throw new StatusError(3000, `The given object ID "${id}" in the field "list id" is invalid.`);
  }
  const kinds = name === 'ParentRef' ? (scope.parents ?? []) : (KINDS[name] ?? []);
  const object = id === undefined ? byName(ledger, kinds, asked) : ledger.list(id);
  const problem = problemOf(object, kinds);
  if (problem === undefined) return object;
  const what = name.replace(/Ref$/, '');
  throw new StatusError(
    name === 'ParentRef' ? 3130 : 3140,
    `There is an invalid reference to QuickBooks ${what} "${asked}" in the ${scope.document}. QuickBooks error message: Invalid argument. ${problem}`,
  );
}

function byName(ledger: Ledger, kinds: readonly ListKind[], name: string): ListObject | undefined {
  const first = kinds[0];
  return first === undefined ? undefined : ledger.named(first, name);
}

function problemOf(object: ListObject | undefined, kinds: readonly ListKind[]): string | undefined {
  if (object === undefined || !kinds.includes(object.kind)) {
    return 'The specified record does not exist in the list.';
  }
  return object.active ? undefined : 'The specified record is inactive.';
}
