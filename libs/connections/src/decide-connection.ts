import { type verbUsed, type EventOf } from '@ml-connector/contracts';
import { canonicalJson } from '@ml-connector/kernel';
import type { Fencing, StoreFacts } from './connection.js';
import type { ConnectionFact } from './connection-event.js';
import type { ConnectionState } from './evolve-connection.js';
import { dailyCapsOf, type DailyCaps } from './daily-caps.js';
import type { Rules } from './rules.js';

export type Verb = EventOf<typeof verbUsed>['data'];
export type SecretKind = 'webhook' | 'qbwc' | 'store' | 'fileId';

export type ConnectionCommand =
  | {
      readonly type: 'Change';
      readonly name: string;
      readonly storeUrl: string;
      /** Absent: as it is. */
      readonly fence?: Fencing;
      /** Absent: as it is. */
      readonly minimumIntervalSeconds?: number | null;
      /** Absent: as they are. */
      readonly dailyCaps?: DailyCaps;
    }
  | { readonly type: 'PutRules'; readonly rules: Rules }
  | { readonly type: 'LearnStoreFacts'; readonly facts: StoreFacts }
  | { readonly type: 'RotateSecret'; readonly what: SecretKind }
  | { readonly type: 'RecordVerb'; readonly verb: Verb }
  | { readonly type: 'Retire' };

/** The first two events of every connection. */
export const decideCreation = (connection: {
  readonly name: string;
  readonly storeUrl: string;
  readonly rules: Rules;
}): readonly ConnectionFact[] => [
  {
    type: 'ConnectionCreated',
    data: {
      name: connection.name,
      storeUrl: connection.storeUrl,
      goLive: connection.rules.goLive,
    },
  },
  { type: 'RulesChanged', data: { rulesVersion: 1, rules: connection.rules } },
];

/** Nothing where the command asks for what is so already. */
export const decideConnection = (
  command: ConnectionCommand,
  state: ConnectionState,
): readonly ConnectionFact[] => {
  switch (command.type) {
    case 'Change': {
      const { name, storeUrl, dailyCaps = dailyCapsOf(state) } = command;
      const { fence = fencingOf(state), minimumIntervalSeconds = minimumOf(state) } = command;
      const changed = {
        ...(fence === fencingOf(state) ? {} : { fence }),
        ...(minimumIntervalSeconds === minimumOf(state) ? {} : { minimumIntervalSeconds }),
        ...(isSame(dailyCaps, dailyCapsOf(state)) ? {} : { dailyCaps }),
      };
      return name === state.name && storeUrl === state.storeUrl && isSame(changed, {})
        ? []
        : [{ type: 'ConnectionChanged', data: { name, storeUrl, ...changed } }];
    }
    case 'PutRules':
      return isSame(command.rules, state.rules)
        ? []
        : [
            {
              type: 'RulesChanged',
              data: { rulesVersion: state.rulesVersion + 1, rules: command.rules },
            },
          ];
    case 'LearnStoreFacts': {
      const { currency, timeZone, pricesIncludeTax } = command.facts;
      const facts = { currency, timeZone, pricesIncludeTax };
      return isSame(facts, state.facts) ? [] : [{ type: 'StoreFactsLearnt', data: facts }];
    }
    case 'RotateSecret':
      return [{ type: 'SecretRotated', data: { what: command.what } }];
    case 'RecordVerb':
      return [{ type: 'VerbUsed', data: command.verb }];
    case 'Retire':
      return state.state === 'retired' ? [] : [{ type: 'ConnectionRetired', data: {} }];
  }
};

const fencingOf = ({ fence }: Pick<ConnectionState, 'fence'>): Fencing => fence ?? 'on';

const minimumOf = (state: Pick<ConnectionState, 'minimumIntervalSeconds'>): number | null =>
  state.minimumIntervalSeconds ?? null;

const isSame = (one: unknown, other: unknown): boolean =>
  canonicalJson(one) === canonicalJson(other);
