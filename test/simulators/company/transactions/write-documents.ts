import { groupOf, groupsOf, textOf, type Fields } from '../fields.js';
import { referred, settleReferences } from '../ledger/references.js';
import { linkedAmount, type Line, type Transaction, type TxnKind } from '../ledger/records.js';
import {
  invalidValue,
  notFound,
  type Handler,
  type Outcome,
  type RequestContext,
} from '../requests/request.js';
import { checkEditSequence, merged } from '../requests/write-list-requests.js';
import { writeTransaction } from '../requests/write-transaction.js';
import { applyCredits } from './apply-credits.js';
import { currencyFields } from './check-currency.js';
import {
  checkHeader,
  checkOpenPeriod,
  headerFields,
  taxTermsOf,
  withDefaults,
} from './document-header.js';
import { readLines, transactionId, type LineWish } from './read-lines.js';
import { isInvoiced, linesTakenOver, linkedSalesOrders, takeOver } from './take-over.js';
import { totalsOf } from './totals.js';

/** The handler of the Add request for a kind of document with lines. */
export function addDocument(kind: TxnKind): Handler {
  return (context, request) => {
    const { ledger, clock } = context;
    const body = settled(context, kind, groupOf(request.fields, `${kind}Add`) ?? {});
    const customer = referred(ledger, body, 'CustomerRef');
    if (customer === undefined && kind !== 'SalesReceipt') throw notFound('CustomerRef');
    const date = textOf(body, 'TxnDate') ?? clock.today();
    checkOpenPeriod(ledger, date);
    const given = headerFields(kind, body);
    const fields = withDefaults(ledger, { kind, fields: given, date, customer });
    const orders = kind === 'Invoice' ? linkedSalesOrders(context, body, customer?.id) : [];
    const lines = [
      ...orders.flatMap((order) => linesTakenOver(context, order)),
      ...readLines(context, kind, lineWishes(body, `${kind}LineAdd`)),
    ];
    const document = {
      ...newTransaction(context, kind),
      customerId: customer?.id,
      date,
      fields,
      lines,
      ...totalsOf(ledger, lines, taxTermsOf(ledger, fields)),
    };
    const numbered = withRefNumber(document, textOf(body, 'RefNumber'));
    return store(context, takeOver(context, numbered, orders), {
      body,
      request: request.fields,
    });
  };
}

/** The handler of the Mod request for a kind of document with lines. */
export function modifyDocument(kind: TxnKind): Handler {
  return (context, request) => {
    const { ledger, clock } = context;
    const raw = groupOf(request.fields, `${kind}Mod`) ?? {};
    const before = ledger.transaction(textOf(raw, 'TxnID') ?? '');
    if (before?.kind !== kind) throw notFound(textOf(raw, 'TxnID') ?? '');
    checkEditSequence(before, textOf(raw, 'EditSequence') ?? '');
    if (isInvoiced(before)) throw invalidValue('An invoice took this sales order over.');
    const body = settled(context, kind, raw);
    const customerId = referred(ledger, body, 'CustomerRef')?.id ?? before.customerId;
    if (customerId !== before.customerId && before.links.length > 0) {
      throw invalidValue('The customer of a paid transaction cannot change.');
    }
    const date = textOf(body, 'TxnDate') ?? before.date;
    checkOpenPeriod(ledger, before.date);
    checkOpenPeriod(ledger, date);
    const changed = merged(before.fields, headerFields(kind, body));
    const customer = ledger.list(customerId ?? '');
    const fields = { ...changed, ...currencyFields(ledger, changed, customer) };
    const lines = modifiedLines(context, before, body);
    const after: Transaction = {
      ...before,
      customerId,
      date,
      fields,
      lines,
      ...totalsOf(ledger, lines, taxTermsOf(ledger, fields)),
      modified: clock.seconds(),
    };
    const refNumber = textOf(body, 'RefNumber');
    const numbered =
      refNumber === undefined ? after : { ...after, refNumber: refNumber || undefined };
    return store(context, numbered, { body, request: request.fields });
  };
}

/** A transaction with nothing in it yet, stamped with now. */
export function newTransaction(context: RequestContext, kind: TxnKind): Transaction {
  const seconds = context.clock.seconds();
  const id = transactionId(context);
  return {
    family: 'transaction',
    kind,
    id,
    number: Number.parseInt(id, 16),
    created: seconds,
    modified: seconds,
    customerId: undefined,
    date: context.clock.today(),
    refNumber: undefined,
    voided: false,
    fields: {},
    lines: [],
    taxPercent: '0',
    subtotal: 0,
    tax: 0,
    total: 0,
    links: [],
    dataExts: [],
  };
}

/** Its own number where a person or program gave one, else the next of the file. */
export function withRefNumber(transaction: Transaction, given: string | undefined): Transaction {
  return { ...transaction, refNumber: given || String(transaction.number) };
}

function settled(context: RequestContext, kind: TxnKind, body: Fields): Fields {
  checkHeader(context.ledger, kind, body);
  return settleReferences(context.ledger, body, { document: kind });
}

function modifiedLines(
  context: RequestContext,
  before: Transaction,
  body: Fields,
): readonly Line[] {
  const name = `${before.kind}LineMod`;
  if (!(name in body)) return before.lines;
  const wishes = groupsOf(body, name).map((fields): LineWish => {
    const id = textOf(fields, 'TxnLineID') ?? '';
    const line = before.lines.find((one) => one.id === id);
    if (line === undefined && id !== '-1') throw notFound(id);
    return { fields, before: line };
  });
  return readLines(context, before.kind, wishes);
}

function lineWishes(body: Fields, name: string): readonly LineWish[] {
  return groupsOf(body, name).map((fields) => ({ fields, before: undefined }));
}

function store(
  context: RequestContext,
  document: Transaction,
  { body, request }: { body: Fields; request: Fields },
): Outcome {
  if (document.total < 0) throw invalidValue('The total of a transaction cannot be negative.');
  if (linkedAmount(document) > document.total) {
    throw invalidValue('The total is less than what is already applied.');
  }
  context.ledger.put(document);
  const stored = applyCredits(context, document, groupsOf(body, 'SetCredit'));
  const content = writeTransaction(context, stored, {
    parts: { lines: true, links: false },
    request,
  });
  return { content, id: stored.id, editSequence: String(stored.modified) };
}
