import { AppError } from '@ml-connector/kernel';
import type { Fencing, StoreFacts } from './connection.js';
import type { DailyCaps } from './daily-caps.js';
import { type ConnectionEvent, revisionOf } from './connection-event.js';
import { type Rules, rulesSchema } from './rules.js';

/** What the events of a connection say about it; the rest of a connection is no event (credentials, identities). */
export interface ConnectionState {
  readonly id: string;
  /** Number of events so far. */
  readonly revision: number;
  readonly name: string;
  readonly state: 'active' | 'retired';
  readonly storeUrl: string;
  readonly rules: Rules;
  readonly rulesVersion: number;
  readonly facts: StoreFacts;
  /** Absent: on. */
  readonly fence?: Fencing;
  /** Absent: none. */
  readonly minimumIntervalSeconds?: number | null;
  /** Absent: the defaults. */
  readonly dailyCaps?: DailyCaps;
  /** ISO 8601 UTC. */
  readonly createdAt: string;
}

/**
 * The state after one more event; `null` before the first. An event that was folded already changes nothing.
 * @throws AppError EVENT_INVALID where events are missing in between, or for rules that this release cannot read.
 */
export const evolveConnection = (
  state: ConnectionState | null,
  event: ConnectionEvent,
): ConnectionState => {
  const revision = revisionOf(event);
  const known = state?.revision ?? 0;
  if (state && revision <= known) return state;
  if (revision !== known + 1)
    throw new AppError('EVENT_INVALID', `Revision ${known + 1} of a connection is missing.`);
  if (event.type === 'ConnectionCreated') return created(event);
  if (!state) throw new AppError('EVENT_INVALID', 'A connection does not begin with its creation.');
  return withoutNone({ ...state, ...changeOf(event), revision });
};

/** A least interval that was taken back leaves nothing behind: a release that knows none can read the connection again. */
const withoutNone = ({ minimumIntervalSeconds, ...state }: ConnectionState): ConnectionState =>
  typeof minimumIntervalSeconds === 'number' ? { ...state, minimumIntervalSeconds } : state;

type EventOfType<Type> = Extract<ConnectionEvent, { readonly type: Type }>;

const created = (event: EventOfType<'ConnectionCreated'>): ConnectionState => ({
  id: event.connectionId,
  revision: 1,
  name: event.data.name,
  state: 'active',
  storeUrl: event.data.storeUrl,
  rules: rulesSchema.parse({ goLive: event.data.goLive }),
  rulesVersion: 0,
  facts: { currency: null, timeZone: null, pricesIncludeTax: null },
  createdAt: event.occurredAt,
});

const changeOf = (
  event: Exclude<ConnectionEvent, EventOfType<'ConnectionCreated'>>,
): Partial<ConnectionState> => {
  switch (event.type) {
    case 'ConnectionChanged': {
      const { revision: _revision, ...changed } = event.data;
      return changed;
    }
    case 'RulesChanged':
      return { rules: rulesOf(event), rulesVersion: event.data.rulesVersion };
    case 'StoreFactsLearnt': {
      const { currency, timeZone, pricesIncludeTax } = event.data;
      return { facts: { currency, timeZone, pricesIncludeTax } };
    }
    case 'ConnectionRetired':
      return { state: 'retired' };
    case 'SecretRotated':
    case 'VerbUsed':
      return {};
  }
};

const rulesOf = (event: EventOfType<'RulesChanged'>): Rules => {
  const rules = rulesSchema.safeParse(event.data.rules);
  if (rules.success) return rules.data;
  throw new AppError('EVENT_INVALID', 'This release cannot read the rules in an event.');
};
