/** A row of the lists of attacks and faults, and where it is tested: a file, and words that stand in it. */
export interface CoveredRow {
  readonly id: string;
  readonly file: string;
  readonly words: string;
}

const at = (file: string, rows: Readonly<Record<string, string>>): readonly CoveredRow[] =>
  Object.entries(rows).map(([id, words]) => ({ id, file, words }));
const here = (file: string, ids: string): readonly CoveredRow[] =>
  ids.split(' ').map((id) => ({ id, file: `test/hostile/${file}`, words: `'${id}'` }));

const WORLD = 'services/gateway/src/world';

/** Attacks on the address of the Web Connector (S), on its sessions (T) and by what orders say (X). */
export const ATTACKS: readonly CoveredRow[] = [
  ...here('xml-rows.ts', 'S1 S2 S3 S4 S5 S6 S7 S10'),
  ...here('http-rows.ts', 'S8 S9 S21 S24'),
  ...here('call-rows.ts', 'S11 S12 S14 S15 S16 S17 S18 S19 S20 S23'),
  ...at('test/hostile/foreign-clients.ts', { S13: 'without a SOAPAction' }),
  ...at('services/gateway/src/soap/soap-front.int.spec.ts', {
    S22: 'the description its own public address',
    S25: 'S25: tells a stranger nothing of what went wrong inside',
  }),
  ...at('services/gateway/src/soap/write-answer.spec.ts', {
    S26: 'reads back as the text it carries, whatever the text is',
  }),
  ...here('session-rows.ts', 'T1 T2 T3 T4 T5 T6 T10 T11 T12 T14 T16 T18 T21'),
  ...at('test/hostile/hostile.e2e.spec.ts', {
    T7: 'lets the right password in however many wrong ones came',
    T15: 'hands a second call with the same ticket nothing',
  }),
  ...at('services/gateway/src/watch/spraying.int.spec.ts', { T8: 'T8: one password' }),
  ...at(`${WORLD}/hostile-sessions.int.spec.ts`, {
    T13: 'T13: with the ticket of one connection',
    T17: 'T17: whose answer invents a success',
    T19: 'T19: that names another file',
    T20: 'T20: that offers version',
    T24: 'T24: of a connection that is retired',
  }),
  ...at('services/console/src/qwc/qwc-file.spec.ts', {
    T22: 'has no element that the Web Connector does not know',
  }),
  ...at('libs/connections/src/connections.int.spec.ts', {
    T9: 'T9: ten thousand at once',
    T23: 'lets both passwords in for 24 hours',
  }),
  ...at('services/console/src/check/check-gateway.spec.ts', { T25: 'http:' }),
  ...at('libs/bookkeeping/src/hostile-orders.spec.ts', {
    X1: 'X1: whatever it says',
    X2: 'X1 to X4',
    X3: '\\uFFFE',
    X4: "'x'.repeat(500)",
    X5: 'X5: a colon',
    X8: 'X8: an order of nothing',
    X9: 'X9: a date that no books take',
    X10: '=cmd()',
    X11: 'Bcc: everybody',
    X12: '__proto__',
    X16: 'X16: a mark that a shopper writes',
  }),
  ...at('libs/bookkeeping/src/decide-documents.spec.ts', {
    X6: 'with a third decimal',
    X7: 'TOTAL_DIFFERS',
  }),
  ...at('libs/woocommerce/src/field.spec.ts', { X13: 'X13: more lines than any order has' }),
  ...at('libs/bookkeeping/src/plan-customer.spec.ts', {
    X15: 'shares its name with no vendor and no other shopper',
  }),
  ...at('test/e2e/daily-cap.e2e.spec.ts', { X14: 'X14: sells more than the cap of a day allows' }),
];

/** Faults between gateway, Web Connector and QuickBooks (E), its answers (F), and time, machine and people (G). */
export const FAULTS: readonly CoveredRow[] = [
  ...at(`${WORLD}/post-once.int.spec.ts`, {
    F38: 'gw.recorded',
    F39: 'gw.intent',
    F40: 'is finished where QuickBooks died in the middle of it',
    F42: 'two computers in multi-user mode',
    F49: 'dieAfter',
  }),
  ...at('test/e2e/late-execution.e2e.spec.ts', { F41: 'a PC that freezes with a request in hand' }),
  ...at(`${WORLD}/refusals.int.spec.ts`, {
    F43: 'an answer that comes a second time',
    'F-codes': 'has the lists read in the same update',
  }),
  ...at('services/gateway/src/sets/own-answer.spec.ts', { F44: 'another set' }),
  ...at(`${WORLD}/wrong-company.int.spec.ts`, {
    F45: 'another company file than the paired one',
    F48: 'a company file that was restored from a backup',
    F59: 'our own store, restored from a backup',
  }),
  ...at('test/hostile/session-rows.ts', { F46: 'a guessed ticket' }),
  ...at(`${WORLD}/changed-documents.int.spec.ts`, { F47: 'somebody edited the document' }),
  ...at(`${WORLD}/drain.int.spec.ts`, { F50: 'far below 30 seconds' }),
  ...at('test/faults/fault-round.ts', { F51: "'drop'" }),
  ...at(`${WORLD}/rolling-restart.int.spec.ts`, { F52: 'rolling restart in the middle of 200' }),
  ...at('services/gateway/src/sets/status-rows.spec.ts', {
    'F-statuses': 'is decided for every code that is listed',
  }),
  ...at(`${WORLD}/hresults.int.spec.ts`, { 'F-hresults': 'HRESULT_CODES' }),
  ...at('services/gateway/src/simulation/fault-mix.features.ts', {
    F53: 'clocksDiffer',
  }),
  ...at('libs/embedded/src/embedded-engine.int.spec.ts', {
    F61: 'PRAGMA locking_mode = EXCLUSIVE',
  }),
  ...at('test/hostile/full-disk.e2e.spec.ts', { F54: 'F54: ' }),
  ...at('test/hostile/descriptors.e2e.spec.ts', { F55: 'F55: ' }),
  ...at('libs/sealing/src/create-vault.spec.ts', {
    F57: 'refuses a text whose key the store never had',
  }),
  ...at(`${WORLD}/frozen-process.int.spec.ts`, { F56: 'F56: a process' }),
  ...at('services/console/src/watch/certificate-gauge.int.spec.ts', { F58: 'F58: ' }),
  ...at('test/e2e/distributed.stack.spec.ts', {
    F60: 'when the database is put back to what it was',
  }),
  ...at('libs/event-log/src/kafka/kafka-group.stack.spec.ts', { F60: 'F60: ' }),
  ...at('services/console/src/postings.int.spec.ts', { F62: 'retry' }),
  ...at('services/audit/src/verify/verify-partition.spec.ts', {
    F63: 'finds and names %s, wherever it is',
  }),
  ...at(`${WORLD}/erasure.int.spec.ts`, { F64: 'F64: ' }),
];
