import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { TOPICS } from '@ml-connector/contracts';
import { createEmbeddedDocumentStore } from '@ml-connector/document-store';
import { openEngine } from '@ml-connector/embedded';
import { systemClock } from '@ml-connector/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { documentPositions } from './document-positions.js';
import { createEmbeddedEventLog } from './embedded-event-log.js';
import type { EventLog } from './event-log.js';
import { childArguments } from './child-arguments.child.js';

const ROUNDS = 30;
const LONGEST_LIFE = 150;

interface Acknowledged {
  readonly appended: Map<string, { partition: number; offset: number }>;
  readonly inserted: Set<string>;
}

describe('the embedded store under kill -9', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'crash-'));
  });

  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  /** Lets a child write for a while, kills it, and notes what it had acknowledged. */
  const writeAndDie = async (acknowledged: Acknowledged, life: number): Promise<void> => {
    const child = spawn(process.execPath, childArguments('append-until-killed.child.ts'), {
      env: { ...process.env, DATA_DIRECTORY: directory },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    let timer: NodeJS.Timeout | undefined;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      timer ??= setTimeout(() => child.kill('SIGKILL'), life);
    });
    const [, signal] = await once(child, 'close');
    expect(signal).toBe('SIGKILL');
    for (const line of output.split('\n').slice(0, -1)) {
      const [what, ...words] = line.split(' ');
      if (what === 'inserted') acknowledged.inserted.add(words[0] ?? '');
      if (what === 'appended') {
        const [partition, offset, text = ''] = words;
        acknowledged.appended.set(text, { partition: Number(partition), offset: Number(offset) });
      }
    }
  };

  const allRecords = async (log: EventLog): Promise<Map<string, string>> => {
    const places = new Map<string, string>();
    for (const { partition, next } of await log.ends(TOPICS.orders)) {
      for (let offset = 0; offset < next;) {
        const records = await log.read(TOPICS.orders, partition, offset, 200);
        expect(records.length).toBeGreaterThan(0);
        for (const record of records) {
          expect(record.offset).toBe(offset);
          const text = Buffer.from(record.value).toString();
          expect(text.startsWith(`${record.key} `)).toBe(true);
          places.set(`${partition} ${offset}`, record.key);
          offset += 1;
        }
      }
    }
    return places;
  };

  it(`has everything that it acknowledged, in ${ROUNDS} deaths at any moment`, async () => {
    const acknowledged: Acknowledged = { appended: new Map(), inserted: new Set() };
    for (let round = 0; round < ROUNDS; round += 1) {
      await writeAndDie(acknowledged, Math.random() * LONGEST_LIFE);
      const engine = await openEngine({ directory });
      const store = createEmbeddedDocumentStore(engine);
      const positions = documentPositions(store);
      const log = createEmbeddedEventLog(engine, { positions, clock: systemClock });
      const places = await allRecords(log);
      for (const [text, { partition, offset }] of acknowledged.appended) {
        expect(places.get(`${partition} ${offset}`)).toBe(text);
      }
      const notes = store.collection({
        name: 'crash-notes',
        schema: z.object({ text: z.string(), number: z.number() }),
        indexes: { byNumber: ['number'] },
      });
      const found = await notes.getMany([...acknowledged.inserted]);
      expect(found).toHaveLength(acknowledged.inserted.size);
      await log.close();
      await engine.close();
    }
    expect(acknowledged.appended.size).toBeGreaterThan(ROUNDS * 5);
    const database = new DatabaseSync(join(directory, 'ml-connector.sqlite'));
    expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    database.close();
  }, 120_000);
});
