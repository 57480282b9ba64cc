import { groupOf, textOf, textsOf, type Fields } from '../fields.js';
import { linkedAmount, type Transaction, type TxnKind } from '../ledger/records.js';
import { answerQuery } from './answer-query.js';
import { each, isBetween, matcher, type Selection } from './list-filters.js';
import { featureOff, refuseUnplayed, type Handler, type RequestContext } from './request.js';
import { writeTransaction } from './write-transaction.js';

/** The handler of a query over one kind of transaction. */
export function queryTransactions(kind: TxnKind): Handler {
  return (context, request) => {
    const parts = {
      lines: isTrue(textOf(request.fields, 'IncludeLineItems')),
      links: isTrue(textOf(request.fields, 'IncludeLinkedTxns')),
    };
    return answerQuery(context, request, {
      select: () => select(context, kind, request.fields),
      byId: (id) => context.ledger.transaction(id),
      write: (transaction) =>
        writeTransaction(context, transaction, { parts, request: request.fields }),
    });
  };
}

function select(context: RequestContext, kind: TxnKind, query: Fields): Selection<Transaction> {
  const { ledger } = context;
  const ids = textsOf(query, 'TxnID');
  if (ids.length > 0) {
    return each(ids, (id) => {
      const transaction = ledger.transaction(id);
      return transaction?.kind === kind ? [transaction] : [];
    });
  }
  const all = ledger.transactions([kind]);
  const exact = textsOf(query, 'RefNumberCaseSensitive');
  if (exact.length > 0) return each(exact, (ref) => all.filter((one) => one.refNumber === ref));
  const refs = textsOf(query, 'RefNumber');
  if (refs.length > 0) {
    return each(refs, (ref) => all.filter((one) => sameText(one.refNumber ?? '', ref)));
  }
  const tests = filters(context, query);
  return { found: all.filter((one) => tests.every((test) => test(one))), missing: [] };
}

type Test = (transaction: Transaction) => boolean;

function filters(context: RequestContext, query: Fields): readonly Test[] {
  if ('CurrencyFilter' in query) throw featureOff('multiple currencies');
  const entity = groupOf(query, 'EntityFilter');
  const account = groupOf(query, 'AccountFilter');
  return [
    ...dateTests(context, query),
    ...(entity === undefined ? [] : [entityTest(context, entity)]),
    ...(account === undefined ? [] : [accountTest(account)]),
    ...refNumberTests(query),
    ...paidTests(textOf(query, 'PaidStatus') ?? 'All'),
  ];
}

function dateTests({ clock }: RequestContext, query: Fields): readonly Test[] {
  const modified = groupOf(query, 'ModifiedDateRangeFilter') ?? {};
  const dated = groupOf(query, 'TxnDateRangeFilter') ?? {};
  const macro = textOf(dated, 'DateMacro');
  if (macro !== undefined && macro !== 'All' && macro !== 'Today') refuseUnplayed('DateMacro');
  const from = textOf(modified, 'FromModifiedDate');
  const to = textOf(modified, 'ToModifiedDate');
  const first = macro === 'Today' ? clock.today() : textOf(dated, 'FromTxnDate');
  const last = macro === 'Today' ? clock.today() : textOf(dated, 'ToTxnDate');
  const tests: Test[] = [];
  if (from !== undefined) tests.push((one) => one.modified >= clock.read(from, 'first'));
  if (to !== undefined) tests.push((one) => one.modified <= clock.read(to, 'last'));
  if (first !== undefined) tests.push((one) => one.date >= first);
  if (last !== undefined) tests.push((one) => one.date <= last);
  return tests;
}

function entityTest({ ledger }: RequestContext, filter: Fields): Test {
  const ids = new Set(textsOf(filter, 'ListID'));
  for (const name of textsOf(filter, 'FullName')) ids.add(ledger.named('Customer', name)?.id ?? '');
  const parent =
    ledger.list(textOf(filter, 'ListIDWithChildren') ?? '') ??
    ledger.named('Customer', textOf(filter, 'FullNameWithChildren') ?? '');
  return (one) => {
    const customer = ledger.list(one.customerId ?? '');
    if (customer === undefined) return false;
    if (ids.has(customer.id) || customer.id === parent?.id) return true;
    return parent !== undefined && customer.fullName.startsWith(`${parent.fullName}:`);
  };
}

function accountTest(filter: Fields): Test {
  if (textsOf(filter, 'ListID').length === 0) refuseUnplayed('AccountFilter by name');
  const ids = new Set(textsOf(filter, 'ListID'));
  return (one) =>
    ['ARAccountRef', 'DepositToAccountRef', 'RefundFromAccountRef'].some((name) =>
      ids.has(textOf(groupOf(one.fields, name) ?? {}, 'ListID') ?? ''),
    );
}

function refNumberTests(query: Fields): readonly Test[] {
  const match = groupOf(query, 'RefNumberFilter');
  const range = groupOf(query, 'RefNumberRangeFilter');
  const tests: Test[] = [];
  if (match !== undefined) {
    const fits = matcher(textOf(match, 'MatchCriterion') ?? '', textOf(match, 'RefNumber') ?? '');
    tests.push((one) => fits(one.refNumber ?? ''));
  }
  if (range !== undefined) {
    const first = textOf(range, 'FromRefNumber') ?? '';
    const last = textOf(range, 'ToRefNumber') ?? '\uffff';
    tests.push((one) => isBetween(one.refNumber ?? '', first, last));
  }
  return tests;
}

function paidTests(status: string): readonly Test[] {
  if (status === 'All') return [];
  return [(one) => (one.total === linkedAmount(one)) === (status === 'PaidOnly')];
}

function sameText(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

function isTrue(text: string | undefined): boolean {
  return text === 'true' || text === '1';
}
