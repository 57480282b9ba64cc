import type { Company } from './company.js';
import { LIST_KINDS, TXN_KINDS } from './ledger/records.js';

/** The parts of a control call: the query of a GET, the JSON object of a POST. */
export interface ControlCall {
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What a control path answers with, as JSON. @throws Error with what was wrong with the call. */
export type ControlRoute = (call: ControlCall) => unknown;

/** The paths under which a company file in another process can be looked into and acted on. */
export function companyRoutes(company: () => Company): Readonly<Record<string, ControlRoute>> {
  return {
    'GET /documents': ({ query }) => {
      const kinds = TXN_KINDS.filter((kind) => query.getAll('kind').includes(kind));
      return company().inspect.documents(...kinds);
    },
    'GET /lists': ({ query }) => {
      const kinds = LIST_KINDS.filter((kind) => query.getAll('kind').includes(kind));
      return company().inspect.lists(...kinds);
    },
    'GET /counts': () => company().inspect.counts(),
    'GET /journal': () => company().inspect.journal(),
    'GET /deletions': () => company().inspect.deletions(),
    'GET /stamps': () => company().inspect.stamps(),
    'GET /settings': () => company().inspect.settings(),
    'POST /settings': ({ body }) => {
      company().changeSettings(settingsOf(body));
      return company().inspect.settings();
    },
    'GET /faults': () => company().faults,
    'POST /faults': ({ body }) => {
      applyFaults(company(), body);
      return company().faults;
    },
    'POST /acts': ({ body }) => ({ result: act(company(), body) ?? null }),
  };
}

const SETTINGS = new Set([
  'companyName',
  'legalName',
  'isSample',
  'salesTaxOn',
  'closingDate',
  'salesOrders',
  'keepsCreditPayments',
]);

function settingsOf(
  body: Readonly<Record<string, unknown>>,
): Record<string, string | boolean | undefined> {
  const part: Record<string, string | boolean | undefined> = {};
  for (const [name, value] of Object.entries(body)) {
    if (!SETTINGS.has(name)) throw new Error(`there is no setting ${name}`);
    if (value === null) part[name] = undefined;
    else if (typeof value === 'string' || typeof value === 'boolean') part[name] = value;
    else throw new Error(`${name} is neither text nor a yes or no`);
  }
  return part;
}

function applyFaults({ faults }: Company, body: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(body)) {
    if (name === 'modalDialog' || name === 'locked') faults[name] = value === true;
    else if (name === 'latencyMs') faults.latencyMs = Number(value);
    else if (name === 'crashAfterRequests') {
      faults.crashAfterRequests = value === 'all' ? 'all' : numberOrNothing(value);
    } else if (name === 'openError' || name === 'nextHresult') faults[name] = hresultOf(value);
    else if (name === 'refusals' && Array.isArray(value)) {
      faults.refusals.push(...value.map((one: Record<string, unknown>) => refusalOf(one)));
    } else throw new Error(`there is no fault ${name}`);
  }
}

function refusalOf(value: Readonly<Record<string, unknown>>) {
  const type = value['type'] === undefined ? {} : { type: text(value, 'type') };
  const andExecute = value['andExecute'] === true;
  return {
    ...type,
    statusCode: Number(value['statusCode']),
    message: text(value, 'message'),
    andExecute,
  };
}

function hresultOf(value: unknown): { hresult: string; message: string } | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  const parts: Readonly<Record<string, unknown>> = { ...value };
  return { hresult: text(parts, 'hresult'), message: text(parts, 'message') };
}

function act(company: Company, body: Readonly<Record<string, unknown>>): string | undefined {
  const { person } = company;
  const name = text(body, 'act');
  switch (name) {
    case 'editDocument':
      person.editDocument(text(body, 'txnId'), editOf(body));
      return undefined;
    case 'voidDocument':
      person.voidDocument(text(body, 'txnId'));
      return undefined;
    case 'deleteDocument':
      person.deleteDocument(text(body, 'txnId'));
      return undefined;
    case 'renameListObject':
      person.renameListObject(text(body, 'listId'), text(body, 'name'));
      return undefined;
    case 'deleteListObject':
      person.deleteListObject(text(body, 'listId'));
      return undefined;
    case 'setActive':
      person.setActive(text(body, 'listId'), body['active'] === true);
      return undefined;
    case 'addCustomer':
      return person.addListObject('Customer', { Name: text(body, 'name') });
    case 'forgetMessageSets':
      company.forgetMessageSets();
      return undefined;
    case 'freezeClock':
      company.clock.freeze();
      return undefined;
    case 'thawClock':
      company.clock.thaw();
      return undefined;
    case 'misreadFilters':
      company.clock.filterErrorSeconds = Number(body['seconds']);
      return undefined;
    case 'saveBackup':
      company.saveBackupTo(text(body, 'path'));
      return undefined;
    case 'restoreBackup':
      company.restoreBackupFrom(text(body, 'path'));
      return undefined;
    default:
      throw new Error(`nobody can ${name}`);
  }
}

function editOf(body: Readonly<Record<string, unknown>>) {
  const line =
    body['amountCents'] === undefined
      ? {}
      : { line: { index: Number(body['line'] ?? 0), amountCents: Number(body['amountCents']) } };
  return {
    ...(body['memo'] === undefined ? {} : { memo: text(body, 'memo') }),
    ...(body['refNumber'] === undefined ? {} : { refNumber: text(body, 'refNumber') }),
    ...(body['date'] === undefined ? {} : { date: text(body, 'date') }),
    ...line,
  };
}

function text(body: Readonly<Record<string, unknown>>, name: string): string {
  const value = body[name];
  if (typeof value !== 'string') throw new Error(`${name} is missing`);
  return value;
}

function numberOrNothing(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
