import type { Connection, ConnectionReader } from '@ml-connector/connections';
import type { Collection, CollectionDefinition, DocumentStore } from '@ml-connector/document-store';
import type { EventLog } from '@ml-connector/event-log';
import { AppError } from '@ml-connector/kernel';
import { createPostings, type Postings } from '@ml-connector/postings';
import { openGateway, type GatewayPorts } from '../gateway-ports.js';
import { createCalls } from '../session/create-calls.js';
import type { WebConnectorCalls } from '../soap/web-connector-calls.js';
import { plainVault } from './plain-vault.features.js';
import { see, type Scene } from './scene.features.js';
import { silentSignals } from '../watch/gateway-signals.js';

export const SESSION_IDLE_MS = 60_000;
/** Most recoveries end after the last fault: a process dies there oftener, or the point would hardly ever be seen. */
const SELDOM_MET = 'gw.resolved';
export const LOST = Symbol('the connection broke');

/** What outlives a process. */
export interface Durable {
  readonly store: DocumentStore;
  readonly log: Pick<EventLog, 'append' | 'ends'>;
  readonly connection: Connection;
  /** Puts the documents back as they are now. */
  readonly snapshot: () => () => void;
}

/** One process of the gateway. Once dead, nothing of it ever touches a port again. */
export interface GatewayProcess {
  readonly postings: Postings;
  readonly isAlive: () => boolean;
  /** @returns the answer, or LOST where the process died over it. */
  readonly call: <Answer>(
    ask: (calls: WebConnectorCalls) => Promise<Answer>,
  ) => Promise<Answer | typeof LOST>;
  readonly die: (why: string) => void;
  /** What was answered is stored for good, also where a mutant stores it late. */
  readonly settle: () => void;
}

/** @param frail whether faults befall it. */
export const startProcess = (
  scene: Scene,
  durable: Durable,
  { frail }: { readonly frail: boolean },
): GatewayProcess => {
  const { chance } = scene;
  let alive = true;
  let undo: (() => void) | null = null;
  const mourners = new Set<() => void>();
  const die = (why: string): void => {
    if (!alive) return;
    alive = false;
    see(scene, why);
    undo?.();
    for (const mourner of mourners) mourner();
  };
  const turn = async (what: string, work: () => unknown): Promise<unknown> => {
    if (!alive) return await never();
    const wait = scene.turns.mine();
    if (wait) await wait;
    if (!alive) return await never();
    scene.trace?.(what);
    const { faults } = scene;
    const isLog = what.startsWith('log');
    const dies = frail && chance.happens(faults.processDies);
    const fails = frail && chance.happens(isLog ? faults.logAway : faults.storeAway);
    const first = chance.happens(0.5);
    if (dies && first) return await dead();
    if (fails && first) throw away(isLog);
    const result = await work();
    if (dies) return await dead();
    if (fails) throw away(isLog);
    return alive ? result : await never();
  };
  const dead = (): Promise<never> => {
    die('a process died at a port');
    return never();
  };
  const away = (isLog: boolean): AppError => {
    see(scene, isLog ? 'the log was away' : 'the store was away');
    return new AppError(isLog ? 'LOG_UNAVAILABLE' : 'STORE_UNAVAILABLE', 'It is away.');
  };

  const store: DocumentStore = {
    collection: <Value, IndexName extends string>(
      definition: CollectionDefinition<Value, IndexName>,
    ): Collection<Value, IndexName> =>
      guarded(durable.store.collection(definition), (method, work) => {
        if (scene.storesIntentLate && definition.name === 'sets' && method === 'insert') {
          undo = durable.snapshot();
        }
        return turn(`${definition.name}.${method}`, work);
      }),
  };
  const log = guarded(durable.log, (method, work) => turn(`log.${method}`, work));
  const clock = { now: () => scene.now };
  const postings = createPostings({ store, log, clock, onRelayError: () => undefined });
  const note = ({ event }: { event: string }): void => see(scene, event);
  const ports: GatewayPorts = {
    store,
    postings: counted(scene, postings),
    connections: readerOf(durable.connection),
    log,
    vault: plainVault,
    clock,
    randomness: chance,
    failpoint(name) {
      see(scene, name);
      const rate = scene.faults.diesAtFailpoint * (name === SELDOM_MET ? 10 : 1);
      if (!frail || !chance.happens(rate)) return;
      die(`died at ${name}`);
      return never();
    },
    logger: { info: note, warn: note, error: note, debug: note },
    signals: silentSignals,
    polls: { polled: () => undefined, refused: () => undefined },
    guessBrake: { hold: () => Promise.resolve() },
    sessionIdleMs: SESSION_IDLE_MS,
  };
  const calls = createCalls(openGateway(ports));
  return {
    postings,
    isAlive: () => alive,
    die,
    settle() {
      undo = null;
    },
    call: (ask) =>
      new Promise((resolve) => {
        if (!alive) return resolve(LOST);
        const mourn = (): void => resolve(LOST);
        mourners.add(mourn);
        const tell = async (): Promise<void> => {
          const answer = await ask(calls);
          mourners.delete(mourn);
          resolve(answer);
        };
        void tell();
      }),
  };
};

const never = (): Promise<never> => new Promise(() => undefined);

/** The port with every call led through `lead`. */
const guarded = <Port extends object>(
  port: Port,
  lead: (method: string, work: () => unknown) => unknown,
): Port => {
  const methods = new Map<PropertyKey, unknown>();
  return new Proxy(port, {
    get(target, name) {
      const known = methods.get(name);
      if (known) return known;
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      const method = (...given: unknown[]): unknown =>
        lead(String(name), () => Reflect.apply(member, target, given));
      methods.set(name, method);
      return method;
    },
  });
};

/** Takes note of what recovery concluded. */
const counted = (scene: Scene, postings: Postings): Postings => ({
  ...postings,
  executeMany(orders) {
    for (const { command } of orders) {
      if (command.type === 'ResolveAbsent') see(scene, 'probe: absent');
      if (command.type === 'RecordPosted' && command.adopted) {
        see(scene, command.setId === null ? 'adopted without a set' : 'probe: found');
      }
      if (command.type === 'Hold') see(scene, `held: ${command.reason.code}`);
    }
    return postings.executeMany(orders);
  },
});

const readerOf = (connection: Connection): ConnectionReader => ({
  get: async (id) => (id === connection.id ? connection : null),
  active: async () => [connection],
  webhookSecrets: async () => [],
  storeCredentials: async () => null,
  login: async (username) => (username === connection.qbwc.username ? connection : null),
});
