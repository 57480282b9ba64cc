import { randomBytes } from 'node:crypto';
import { KEY_TOPIC } from '@ml-connector/contracts';
import {
  createDocumentMemory,
  createMemoryDocumentStore,
  type DocumentMemory,
} from '@ml-connector/document-store/memory';
import { documentPositions, type EventLog } from '@ml-connector/event-log';
import { createLogMemory, createMemoryEventLog } from '@ml-connector/event-log/memory';
import { AppError } from '@ml-connector/kernel';
import { createSecretBox, createVault } from '@ml-connector/sealing';
import { describe, expect, it } from 'vitest';
import { logKeyLedger } from './log-key-ledger.js';

const randomness = { bytes: (count: number): Uint8Array => randomBytes(count) };
const secretBox = createSecretBox({ keys: [{ id: 'm1', key: randomBytes(32) }], randomness });
const clock = { now: () => 0 };

const world = async () => {
  const documents = createDocumentMemory();
  const log = memoryLog(documents);
  await log.ensureTopics([KEY_TOPIC]);
  let isDown = false;
  const append: EventLog['append'] = (topic, records) =>
    isDown ? Promise.reject(new AppError('LOG_UNAVAILABLE', 'Down.')) : log.append(topic, records);
  return {
    documents,
    log,
    setDown: (down: boolean) => {
      isDown = down;
    },
    /** A process that has just started. */
    vault: () => {
      const store = createMemoryDocumentStore(documents);
      const ledger = logKeyLedger({
        log: { ...log, append },
        positions: documentPositions(store),
        clock,
      });
      return createVault({ store, secretBox, randomness, clock, ledger });
    },
  };
};

const memoryLog = (documents: DocumentMemory): EventLog =>
  createMemoryEventLog({
    memory: createLogMemory(),
    clock,
    positions: documentPositions(createMemoryDocumentStore(documents)),
    pause: () => 0,
    partitions: 4,
  });

const seal = async (vault: Awaited<ReturnType<typeof world>>['vault'], owner: string) =>
  (await vault().keysOf('con-1', [owner])).seal(owner, `about ${owner}`);

describe('a database that was put back to an older copy', () => {
  it('finds the keys again that were made since', async () => {
    const { vault, documents } = await world();
    const old = await seal(vault, 'old');
    const putBack = documents.snapshot();
    const since = await seal(vault, 'new');
    putBack();

    const restarted = vault();
    await restarted.catchUp();
    expect(await restarted.open([old, since])).toEqual(['about old', 'about new']);
  });

  it('finds them also in a process that ran through it', async () => {
    const { vault, documents } = await world();
    const running = vault();
    const putBack = documents.snapshot();
    const since = await seal(vault, 'new');
    putBack();

    expect(await running.open([since])).toEqual(['about new']);
  });

  it('opens what both keys sealed, where somebody made a new one before the old was found', async () => {
    const { vault, documents } = await world();
    const putBack = documents.snapshot();
    const first = await seal(vault, 'new');
    putBack();
    const second = await seal(vault, 'new');
    const running = vault();

    expect(await running.open([second])).toEqual(['about new']);
    expect(await running.open([first, second])).toEqual(['about new', 'about new']);
    expect(await vault().open([await seal(vault, 'new')])).toEqual(['about new']);
  });

  it('does not bring back who was erased since', async () => {
    const { vault, documents } = await world();
    const sealed = await seal(vault, 'gone');
    const putBack = documents.snapshot();
    await vault().erase('con-1', 'gone');
    await vault().erase('con-1', 'never-had-a-key');
    putBack();

    const restarted = vault();
    await restarted.catchUp();
    expect(await restarted.open([sealed])).toEqual([null]);
    const keys = await restarted.keysOf('con-1', ['never-had-a-key']);
    expect(() => keys.seal('never-had-a-key', 'text')).toThrow(
      expect.objectContaining({ code: 'SEAL_KEY_MISSING' }),
    );
  });
});

describe('the ledger', () => {
  it('says of every key of an erased owner at last that it is destroyed', async () => {
    const { vault, documents, log } = await world();
    const putBack = documents.snapshot();
    await seal(vault, 'gone');
    putBack();
    await seal(vault, 'gone');
    await vault().erase('con-1', 'gone');

    const records = [];
    for (const { partition } of await log.ends(KEY_TOPIC))
      records.push(...(await log.read(KEY_TOPIC, partition, 0, 100)));
    const newest = new Map(
      records.map(({ key, value }) => [key, new TextDecoder().decode(value)] as const),
    );
    const ofGone = [...newest.values()].filter((text) => text.includes('"gone"'));
    expect(ofGone).toHaveLength(2);
    expect(ofGone.filter((text) => !text.includes('"wrapped":null'))).toEqual([]);
  });

  it('gets what was made while the log was down, and sealing goes on meanwhile', async () => {
    const { vault, documents, setDown } = await world();
    const putBack = documents.snapshot();
    setDown(true);
    const sealed = await seal(vault, 'new');
    expect(await vault().open([sealed])).toEqual(['about new']);
    await expect(vault().tellUntold()).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
    setDown(false);
    // The hash key of the connection and that of the shopper.
    expect(await vault().tellUntold()).toBe(2);
    expect(await vault().tellUntold()).toBe(0);
    putBack();

    expect(await vault().open([sealed])).toEqual(['about new']);
  });

  it('does not let an erasure succeed while it is down', async () => {
    const { vault, setDown } = await world();
    const sealed = await seal(vault, 'stays');
    setDown(true);
    await expect(vault().erase('con-1', 'stays')).rejects.toMatchObject({
      code: 'LOG_UNAVAILABLE',
    });
    expect(await vault().open([sealed])).toEqual(['about stays']);
  });
});
