import { CAPPED, type Capped } from '@ml-connector/postings';
import { HRESULT_CODES, LISTED_STATUS_CODES } from '@ml-connector/qbxml';
import { Counter, Histogram, type Registry } from 'prom-client';

export type LoginVerdict = 'begun' | 'none' | 'busy' | 'postponed' | 'refused' | 'failed';
export type RecoveryOutcome = 'found' | 'absent' | 'held';

/** What the gateway tells whoever watches it; one call per thing that happens. Nothing here is of one connection. */
export interface GatewaySignals {
  login(verdict: LoginVerdict): void;
  sessionEnded(outcome: string): void;
  /** No answer came but an hresult. */
  hresult(code: string): void;
  /** What QuickBooks said to one request of a set that writes. */
  status(code: number): void;
  /** Documents of which an answer was lost, by what recovery found. */
  recovered(outcome: RecoveryOutcome, documents: number): void;
  /** Postings that were held because the cap of a day was reached. */
  capped(what: Capped, postings: number): void;
  /** From handing a set out to its answer. */
  roundTrip(purpose: 'post' | 'fence' | 'read', milliseconds: number): void;
}

const HRESULTS = new Set(HRESULT_CODES);
const STATUSES = new Set(LISTED_STATUS_CODES);
const OTHER = 'other';

export const createSignals = (metrics: Registry): GatewaySignals => {
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: `ml_connector_${name}`, help, labelNames, registers: [metrics] });
  const logins = counter('logins_total', 'Logins of Web Connectors.', ['verdict']);
  const sessions = counter('sessions_total', 'Updates that ended.', ['outcome']);
  const hresults = counter('hresults_total', 'Errors instead of an answer.', ['hresult']);
  const statuses = counter('statuses_total', 'Answers to requests that write.', ['status']);
  const recovered = counter('recovered_documents_total', 'Documents by what was found.', [
    'outcome',
  ]);
  const capped = counter('capped_documents_total', 'Held because of the cap of a day.', ['what']);
  // A counter that begins with its first growth is no growth to an alert.
  for (const what of CAPPED) capped.inc({ what }, 0);
  const roundTrips = new Histogram({
    name: 'ml_connector_round_trip_seconds',
    help: 'From handing out to the answer.',
    labelNames: ['purpose'],
    buckets: [0.5, 1, 2, 5, 10, 15, 20, 30, 60, 120],
    registers: [metrics],
  });
  return {
    login: (verdict) => logins.inc({ verdict }),
    sessionEnded: (outcome) => sessions.inc({ outcome }),
    hresult: (code) => hresults.inc({ hresult: HRESULTS.has(code) ? code : OTHER }),
    status: (code) => statuses.inc({ status: STATUSES.has(code) ? String(code) : OTHER }),
    recovered: (outcome, documents) => recovered.inc({ outcome }, documents),
    capped: (what, postings) => capped.inc({ what }, postings),
    roundTrip: (purpose, milliseconds) => roundTrips.observe({ purpose }, milliseconds / 1_000),
  };
};

/** For who watches nothing. */
export const silentSignals: GatewaySignals = {
  login: () => undefined,
  sessionEnded: () => undefined,
  hresult: () => undefined,
  status: () => undefined,
  recovered: () => undefined,
  capped: () => undefined,
  roundTrip: () => undefined,
};
