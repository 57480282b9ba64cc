import { groupOf, isGroup, textOf, textsOf, type Field, type Fields } from '../fields.js';
import { referred, settleReferences } from '../ledger/references.js';
import { isItemKind, NAME_KINDS, type ListKind, type ListObject } from '../ledger/records.js';
import { StatusError } from '../status-error.js';
import { currencyOf } from '../transactions/check-currency.js';
import { checkItem } from './check-item.js';
import {
  featureOff,
  invalidValue,
  notFound,
  refuseUnplayed,
  type Handler,
  type Outcome,
  type RequestContext,
} from './request.js';
import { writeListObject } from './write-list-object.js';

const OWN_FIELDS = new Set([
  'Name',
  'IsActive',
  'ListID',
  'EditSequence',
  'BarCode',
  'CreditCardInfo',
]);

/** The handler of the Add request for a kind of list object. */
export function addListObject(kind: ListKind): Handler {
  return (context, request) => {
    const body = groupOf(request.fields, `${kind}Add`) ?? {};
    const fields = { ...homeCurrency(context, kind), ...ownFields(context, kind, body) };
    const name = checkedName(textOf(body, 'Name') ?? '');
    const parent = referred(context.ledger, fields, 'ParentRef');
    const seconds = context.clock.seconds();
    const object: ListObject = {
      family: 'list',
      kind,
      id: `${(0x80000000 + context.ledger.nextNumber()).toString(16).toUpperCase()}-${seconds}`,
      created: seconds,
      modified: seconds,
      name,
      fullName: parent === undefined ? name : `${parent.fullName}:${name}`,
      active: isTrue(textOf(body, 'IsActive') ?? 'true'),
      fields,
      dataExts: [],
    };
    checkUnique(context, object);
    if (isItemKind(kind)) checkItem(object);
    context.ledger.put(object);
    return answer(context, object, request.fields);
  };
}

/** The handler of the Mod request for a kind of list object. */
export function modifyListObject(kind: ListKind): Handler {
  return (context, request) => {
    const body = groupOf(request.fields, `${kind}Mod`) ?? {};
    const id = textOf(body, 'ListID') ?? '';
    const before = context.ledger.list(id);
    if (before?.kind !== kind) throw notFound(id);
    checkEditSequence(before, textOf(body, 'EditSequence') ?? '');
    const given = textOf(body, 'Name');
    const name = given === undefined ? before.name : checkedName(given);
    const fields = merged(before.fields, ownFields(context, kind, body));
    if (currencyOf(context.ledger, { ...before, fields }) !== currencyOf(context.ledger, before)) {
      throw invalidValue('The currency of a name cannot change.');
    }
    const parent = referred(context.ledger, fields, 'ParentRef');
    const after: ListObject = {
      ...before,
      name,
      fullName: parent === undefined ? name : `${parent.fullName}:${name}`,
      active: isTrue(textOf(body, 'IsActive') ?? String(before.active)),
      fields,
      modified: context.clock.seconds(),
    };
    checkUnique(context, after);
    context.ledger.put(after);
    renameChildren(context, before, after);
    return answer(context, after, request.fields);
  };
}

/** Refuses a change that does not start from the newest version (3200). */
export function checkEditSequence(record: { readonly modified: number }, given: string): void {
  if (given === String(record.modified)) return;
  throw new StatusError(3200, `The provided edit sequence "${given}" is out-of-date.`);
}

/** The fields of a change laid over what stands; an empty one clears. */
export function merged(before: Fields, change: Fields): Fields {
  const after: Record<string, Field> = { ...before };
  for (const [name, field] of Object.entries(change)) {
    if (field === '' || (isGroup(field) && Object.keys(field).length === 0)) delete after[name];
    else after[name] = field;
  }
  return after;
}

function ownFields(context: RequestContext, kind: ListKind, body: Fields): Fields {
  for (const name of ['OpenBalance', 'Contacts', 'ContactsMod', 'AdditionalNotesMod']) {
    if (name in body) refuseUnplayed(name);
  }
  if (kind === 'ItemSalesTax' && !context.ledger.settings().salesTaxOn)
    throw featureOff('sales tax');
  const scope = { document: kind, parents: [kind] };
  const settled = settleReferences(context.ledger, body, scope);
  const notes = textsOf(settled, 'AdditionalNotes');
  const barCode = textOf(groupOf(settled, 'BarCode') ?? {}, 'BarCodeValue');
  return {
    ...Object.fromEntries(Object.entries(settled).filter(([name]) => !OWN_FIELDS.has(name))),
    ...(notes.length === 0 ? {} : { AdditionalNotesRet: notes }),
    ...(barCode === undefined ? {} : { BarCodeValue: barCode }),
  };
}

/** What a new customer of a file of several currencies is in where nobody says. */
function homeCurrency({ ledger }: RequestContext, kind: ListKind): Fields {
  const { multiCurrency, homeCurrencyId } = ledger.settings();
  return multiCurrency && kind === 'Customer' ? { CurrencyRef: { ListID: homeCurrencyId } } : {};
}

function checkedName(given: string): string {
  const name = given.trim();
  if (name === '') throw new StatusError(3150, 'There is a missing element: "Name".');
  if (name.includes(':')) throw invalidValue(`The name "${name}" holds a colon.`);
  return name;
}

function checkUnique({ ledger }: RequestContext, object: ListObject): void {
  const holder = ledger.named(object.kind, object.fullName);
  if (holder === undefined || holder.id === object.id) return;
  throw new StatusError(3100, `The name "${object.name}" of the list element is already in use.`);
}

/** Lets the full names of children follow a new name of their parent. */
export function renameChildren(
  { ledger }: RequestContext,
  before: ListObject,
  after: ListObject,
): void {
  if (before.fullName === after.fullName) return;
  const kinds = NAME_KINDS.filter((kind) => kind === after.kind);
  for (const child of ledger.lists(kinds.length > 0 ? kinds : [after.kind])) {
    if (!child.fullName.startsWith(`${before.fullName}:`)) continue;
    const fullName = after.fullName + child.fullName.slice(before.fullName.length);
    ledger.put({ ...child, fullName });
  }
}

function answer(context: RequestContext, object: ListObject, request: Fields): Outcome {
  const content = writeListObject(context, object, request);
  return { content, id: object.id, editSequence: String(object.modified) };
}

function isTrue(text: string): boolean {
  return text === 'true' || text === '1';
}
