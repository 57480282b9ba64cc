import { rulesSchema, type Connection } from '@ml-connector/connections';
import {
  createDocumentMemory,
  createMemoryDocumentStore,
} from '@ml-connector/document-store/memory';
import { z } from 'zod';
import { createAgent, type Agent } from './agent.features.js';
import { createCompanyFile, quickBooksNow, type CompanyFile } from './company-file.features.js';
import { startProcess, type Durable, type GatewayProcess } from './gateway-process.features.js';
import { findWrongs } from './oracle.features.js';
import { see, type Scene } from './scene.features.js';
import { createShop, type Shop } from './shop.features.js';

export const CONNECTION_ID = 'con-simulated';
const FILE_ID = '{5a1f7c2e-0b6d-4c39-9a83-2f1e7d90b4c6}';

const connection: Connection = {
  id: CONNECTION_ID,
  revision: 1,
  name: 'Shop',
  state: 'active',
  storeUrl: 'https://shop.example',
  rules: rulesSchema.parse({ goLive: '2026-01-01T00:00:00Z' }),
  rulesVersion: 1,
  facts: { currency: 'USD', timeZone: 'UTC', pricesIncludeTax: false },
  qbwc: { username: 'ml-simulated', fileId: FILE_ID, appName: 'ml-connector Shop' },
  createdAt: '2026-11-01T00:00:00.000Z',
};

// One memory for all seeds, put back before each: what was parsed of common documents stays parsed.
const documents = createDocumentMemory();
const store = createMemoryDocumentStore(documents, { asText: 5 });
const EMPTY = documents.snapshot();
const PARTITIONS = 12;

export interface World {
  readonly scene: Scene;
  readonly shop: Shop;
  readonly file: CompanyFile;
  readonly foreign: CompanyFile;
  readonly agents: readonly [Agent, ...Agent[]];
  /** Mapping's own process; nothing befalls it. */
  readonly mapping: GatewayProcess;
  /** Births of documents of which a person erased the memo. */
  readonly memoErased: Set<string>;
  readonly pass: (ms: number) => void;
  readonly snapshot: () => () => void;
  /** Our own store as it was before: every process ends first. */
  readonly restoreStore: (putBack: () => void) => void;
  readonly wrongs: () => readonly string[];
  readonly end: () => void;
}

export interface Beginning {
  readonly putBack: () => void;
  readonly fence: CompanyFile['things'] | null;
}
export const COLD: Beginning = { putBack: EMPTY, fence: null };

export const createWorld = (scene: Scene, beginning: Beginning): World => {
  beginning.putBack();
  const { chance } = scene;
  const told = new Set<string>();
  const durable: Durable = {
    store,
    connection,
    snapshot: documents.snapshot,
    // Nobody reads it here: what counts is what was told when.
    log: {
      ends: async () =>
        Array.from({ length: PARTITIONS }, (_, partition) => ({ partition, first: 0, next: 0 })),
      async append(_, appended) {
        for (const { headers, value } of appended) {
          if (headers['type'] === 'SetCommitted') told.add(committedSetIn(value));
        }
        return appended.map(() => ({ partition: 0, offset: 0 }));
      },
    },
  };
  const clockAhead = scene.faults.clocksDiffer > 0 ? chance.oneOf(SKEWS) : 0;
  if (clockAhead !== 0) see(scene, 'the clock of QuickBooks is minutes off');
  const file = createCompanyFile({
    name: 'Shop Ltd',
    path: 'C:\\Books\\Shop.qbw',
    stamp: FILE_ID,
    clockAhead,
  });
  for (const [id, thing] of beginning.fence ?? []) file.things.set(id, thing);
  file.counter = 100;
  const foreign = createCompanyFile({
    name: 'Other Ltd',
    path: 'C:\\Books\\Other.qbw',
    stamp: null,
    clockAhead: 0,
  });
  let processes: GatewayProcess[] = [];
  const process = (): GatewayProcess => {
    processes = processes.filter((one) => one.isAlive());
    while (processes.length < 2) processes.push(startProcess(scene, durable, { frail: true }));
    return (
      processes[chance.below(processes.length)] ?? startProcess(scene, durable, { frail: true })
    );
  };
  const outside = {
    username: connection.qbwc.username,
    process,
    // Whichever file is open first is the one that gets paired.
    openFile: () => (beginning.fence && chance.happens(scene.faults.foreignFile) ? foreign : file),
    onHanded(xml: string): void {
      const [, setId] = /newMessageSetID="([^"]*)"/.exec(xml) ?? [];
      if (setId !== undefined && !told.has(setId)) {
        scene.wrongs.push('a set left before it was told to the log');
      }
    },
  };
  const agentNamed = (name: string): Agent => {
    const pcAhead = scene.faults.pcClocksDiffer > 0 ? chance.oneOf(PC_SKEWS) : 0;
    if (pcAhead !== 0) see(scene, 'a PC has a clock of its own');
    return createAgent(scene, { ...outside, name, clockAhead: pcAhead });
  };
  const agents: [Agent, ...Agent[]] = [agentNamed('PC 1')];
  for (let more = chance.below(3); more > 0; more -= 1) {
    agents.push(agentNamed(`PC ${agents.length + 1}`));
  }
  const mapping = startProcess(scene, durable, { frail: false });
  const shop = createShop(scene, CONNECTION_ID);
  const memoErased = new Set<string>();
  let storeRestoredAt = 0;

  return {
    scene,
    shop,
    file,
    foreign,
    agents,
    mapping,
    memoErased,
    snapshot: documents.snapshot,
    pass(ms) {
      for (const agent of agents) agent.hurry(ms);
      scene.now += ms;
    },
    restoreStore(putBack) {
      for (const one of processes) one.die('a process ended');
      putBack();
      shop.forgetTold();
      storeRestoredAt = quickBooksNow(scene, file);
      see(scene, 'our own store restored');
    },
    wrongs: () => [
      ...scene.wrongs,
      ...(foreign.writes > 0 ? ['a foreign company file was written to'] : []),
      ...findWrongs(file, {
        wanted: shop.wanted.map(({ plan, ...one }) => ({ ...one, dependsOn: plan.wish.dependsOn })),
        told: toldPostings(),
        storeRestoredAt,
        memoErased,
      }),
    ],
    end() {
      for (const one of [...processes, mapping]) one.die('a process ended');
    },
  };
};

const MINUTE = 60_000;
/** About as long as a login waits before it takes over, so that a fence is moved to the second where it stood. */
const PC_SKEWS = [0, 0, -5_000, -6_000, -7_000] as const;
const SKEWS = [0, 20_000, -20_000, 7 * MINUTE, -7 * MINUTE] as const;

const committedSchema = z.object({ data: z.object({ setId: z.string() }) });
const committedSetIn = (value: Uint8Array): string =>
  committedSchema.parse(JSON.parse(Buffer.from(value).toString())).data.setId;

const toldSchema = z.object({
  posting: z.object({
    state: z.string(),
    reason: z.object({ code: z.string() }).nullable(),
    waitingFor: z.string().nullable(),
  }),
});
const toldPostings = () =>
  new Map(
    [...documents.documents('postings').values()].map(({ id, json }) => {
      const { state, reason, waitingFor } = toldSchema.parse(JSON.parse(json())).posting;
      return [id, { state, reason: reason?.code ?? null, waitingFor }];
    }),
  );
