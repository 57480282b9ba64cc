import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngine } from '@ml-connector/embedded';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DocumentStore } from './document-store.js';
import { createEmbeddedDocumentStore } from './embedded-document-store.js';
import { createLeases, type Leases } from './leases.js';

let store: DocumentStore;
let close: () => Promise<void>;
let now: number;
beforeEach(async () => {
  const directory = mkdtempSync(join(tmpdir(), 'leases-'));
  const engine = await openEngine({ directory });
  store = createEmbeddedDocumentStore(engine);
  now = 1_000_000;
  close = async () => {
    await engine.close();
    rmSync(directory, { recursive: true, force: true });
  };
});
afterEach(() => close());

const leasesOf = (holder: string, lastsMs = 10_000): Leases =>
  createLeases({ store, clock: { now: () => now }, holder, lastsMs });

/** Work that goes on until it is told to end. */
const working = (leases: Leases, name = 'sweep') => {
  const end = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<number>();
  const done = leases.during(name, async ({ epoch, isHeld }) => {
    begun.resolve(epoch);
    await end.promise;
    return isHeld();
  });
  return { begun: begun.promise, end: () => end.resolve(), done };
};

describe('a lease', () => {
  it('keeps every other process from the same work, and from no other', async () => {
    const first = working(leasesOf('a'));
    await first.begun;

    expect(await leasesOf('b').during('sweep', async () => 'done')).toBeNull();
    expect(await leasesOf('b').during('drain', async () => 'done')).toBe('done');
    first.end();
    expect(await first.done).toBe(true);
  });

  it('is given back at the end, and tells each holder another epoch', async () => {
    const epochs = [];
    for (const holder of ['a', 'b', 'a'])
      epochs.push(await leasesOf(holder).during('sweep', async ({ epoch }) => epoch));

    expect(epochs).toEqual([1, 2, 3]);
  });

  it('is over after its time when the process that had it is gone', async () => {
    const dead = working(leasesOf('a'));
    await dead.begun;
    now += 9_999;
    expect(await leasesOf('b').during('sweep', async () => 'done')).toBeNull();
    now += 1;

    expect(await leasesOf('b').during('sweep', async ({ epoch }) => epoch)).toBe(2);
    dead.end();
    expect(await dead.done).toBe(false);
  });

  it('is renewed as long as the work takes', async () => {
    const first = working(leasesOf('a', 90));
    await first.begun;
    for (let round = 0; round < 5; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      now += 60;
    }

    expect(await leasesOf('b', 90).during('sweep', async () => 'done')).toBeNull();
    first.end();
    expect(await first.done).toBe(true);
  });

  it('may be used by one process several times, and is given back by the last', async () => {
    const leases = leasesOf('a');
    const first = working(leases);
    await first.begun;
    const second = working(leases);
    await second.begun;
    first.end();
    await first.done;

    expect(await leasesOf('b').during('sweep', async () => 'done')).toBeNull();
    second.end();
    await second.done;
    expect(await leasesOf('b').during('sweep', async () => 'done')).toBe('done');
  });

  it('is given back when the work fails', async () => {
    const failing = leasesOf('a').during('sweep', () => Promise.reject(new Error('no')));

    await expect(failing).rejects.toThrow('no');
    expect(await leasesOf('b').during('sweep', async () => 'done')).toBe('done');
  });

  it('is had by one of many who want it at once', async () => {
    const all = Array.from({ length: 8 }, (_, index) => working(leasesOf(`p${index}`)));
    const first = await Promise.race(all.map(({ begun }, index) => begun.then(() => index)));
    const others = all.filter((_, index) => index !== first);

    expect(await Promise.all(others.map(({ done }) => done))).toEqual(others.map(() => null));
    all[first]?.end();
    expect(await all[first]?.done).toBe(true);
  });
});
