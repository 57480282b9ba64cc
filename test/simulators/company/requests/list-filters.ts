import { groupOf, textOf, textsOf, type Fields } from '../fields.js';
import type { ListKind, ListObject } from '../ledger/records.js';
import { featureOff, refuseUnplayed, type RequestContext } from './request.js';

/** The list objects that a query asks for, and the asked ids or names that do not exist. */
export interface Selection<T> {
  readonly found: readonly T[];
  readonly missing: readonly string[];
}

/** Selects list objects by ListID, by FullName or by the filters of a list query. */
export function selectLists(
  context: RequestContext,
  kinds: readonly ListKind[],
  query: Fields,
): Selection<ListObject> {
  const ids = textsOf(query, 'ListID');
  if (ids.length > 0) return each(ids, (id) => ofKinds(context.ledger.list(id), kinds));
  const names = textsOf(query, 'FullName');
  if (names.length > 0) return each(names, (name) => byName(context, kinds, name));
  const tests = filters(context, query);
  const found = context.ledger.lists(kinds).filter((object) => tests.every((test) => test(object)));
  return { found, missing: [] };
}

/** Looks every asked key up and keeps the two kinds of outcome apart. */
export function each<T>(
  keys: readonly string[],
  find: (key: string) => readonly T[],
): Selection<T> {
  const found: T[] = [];
  const missing: string[] = [];
  for (const key of keys) {
    const some = find(key);
    if (some.length === 0) missing.push(key);
    found.push(...some);
  }
  return { found, missing };
}

/** A test by `MatchCriterion`, without regard to case. */
export function matcher(criterion: string, wanted: string): (text: string) => boolean {
  const needle = wanted.toLowerCase();
  return (text) => {
    const hay = text.toLowerCase();
    if (criterion === 'StartsWith') return hay.startsWith(needle);
    return criterion === 'EndsWith' ? hay.endsWith(needle) : hay.includes(needle);
  };
}

function filters(
  { clock }: RequestContext,
  query: Fields,
): readonly ((object: ListObject) => boolean)[] {
  if ('CurrencyFilter' in query) throw featureOff('multiple currencies');
  for (const name of ['ClassFilter', 'TotalBalanceFilter']) if (name in query) refuseUnplayed(name);
  const status = textOf(query, 'ActiveStatus') ?? 'ActiveOnly';
  const from = textOf(query, 'FromModifiedDate');
  const to = textOf(query, 'ToModifiedDate');
  const name = groupOf(query, 'NameFilter');
  const range = groupOf(query, 'NameRangeFilter');
  const accountTypes = textsOf(query, 'AccountType');
  const methods = textsOf(query, 'PaymentMethodType');
  const tests: ((object: ListObject) => boolean)[] = [
    (object) => status === 'All' || object.active === (status === 'ActiveOnly'),
  ];
  if (from !== undefined) tests.push((object) => object.modified >= clock.read(from, 'first'));
  if (to !== undefined) tests.push((object) => object.modified <= clock.read(to, 'last'));
  if (name !== undefined) {
    const matches = matcher(textOf(name, 'MatchCriterion') ?? '', textOf(name, 'Name') ?? '');
    tests.push((object) => matches(object.name));
  }
  if (range !== undefined) {
    const [first, last] = [textOf(range, 'FromName') ?? '', textOf(range, 'ToName') ?? '\uffff'];
    tests.push(({ name: own }) => isBetween(own, first, last));
  }
  if (accountTypes.length > 0) tests.push((object) => holds(object, 'AccountType', accountTypes));
  if (methods.length > 0) tests.push((object) => holds(object, 'PaymentMethodType', methods));
  return tests;
}

function ofKinds(
  object: ListObject | undefined,
  kinds: readonly ListKind[],
): readonly ListObject[] {
  return object !== undefined && kinds.includes(object.kind) ? [object] : [];
}

function byName(
  { ledger }: RequestContext,
  kinds: readonly ListKind[],
  name: string,
): readonly ListObject[] {
  const first = kinds[0];
  return first === undefined ? [] : ofKinds(ledger.named(first, name), kinds);
}

function holds(object: ListObject, field: string, wanted: readonly string[]): boolean {
  return wanted.includes(textOf(object.fields, field) ?? '');
}

/** Whether a text stands between two others, in the order of the alphabet. */
export function isBetween(text: string, first: string, last: string): boolean {
  const own = text.toLowerCase();
  return own >= first.toLowerCase() && own <= last.toLowerCase();
}
