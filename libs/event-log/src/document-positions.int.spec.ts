import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmbeddedDocumentStore, type DocumentStore } from '@ml-connector/document-store';
import { openEngine } from '@ml-connector/embedded';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { documentPositions, positionsCollection } from './document-positions.js';
import type { Positions } from './positions.js';

let store: DocumentStore;
let close: () => Promise<void>;
let mine: Positions;
let others: Positions;
beforeEach(async () => {
  const directory = mkdtempSync(join(tmpdir(), 'positions-'));
  const engine = await openEngine({ directory });
  store = createEmbeddedDocumentStore(engine);
  // Each process sees only what it loads and saves itself.
  mine = documentPositions(store);
  others = documentPositions(store);
  close = async () => {
    await engine.close();
    rmSync(directory, { recursive: true, force: true });
  };
});
afterEach(() => close());

const load = async (positions: Positions): Promise<number | undefined> =>
  (await positions.load('mapping.orders', 'orders')).get(0)?.next;
const save = (positions: Positions, next: number): Promise<number> =>
  positions.save('mapping.orders', 'orders', 0, next);

describe('the position of a group', () => {
  it('starts nowhere, and stands where it was left', async () => {
    expect(await load(mine)).toBeUndefined();
    expect(await save(mine, 10)).toBe(10);
    expect(await save(mine, 20)).toBe(20);
    expect(await load(documentPositions(store))).toBe(20);
  });

  it('bears the mark of what was handled last, and none where somebody set it', async () => {
    const marked = async () => (await documentPositions(store).load('g', 'orders')).get(1);
    await mine.save('g', 'orders', 1, 10, 'a-mark');
    expect(await marked()).toEqual({ next: 10, mark: 'a-mark' });
    await mine.save('g', 'orders', 1, 5);
    expect(await marked()).toEqual({ next: 5, mark: null });
  });

  it('that was moved back meanwhile stays there: what follows is handled once more', async () => {
    await save(mine, 100);
    await load(others);
    await save(others, 40);

    expect(await save(mine, 110)).toBe(40);
    expect(await load(others)).toBe(40);
    expect(await save(mine, 50)).toBe(50);
  });

  it('is not moved back by a member that finishes its batch after it lost the partition', async () => {
    await save(mine, 100);
    await load(others);
    await save(others, 300);

    expect(await save(mine, 150)).toBe(300);
    expect(await load(others)).toBe(300);
  });

  it('that a restored database lacks counts from the beginning', async () => {
    await save(mine, 100);
    await store.collection(positionsCollection).remove('mapping.orders|orders|0', 1);

    expect(await save(mine, 110)).toBe(0);
  });
});
