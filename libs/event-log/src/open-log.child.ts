import { writeSync } from 'node:fs';
import { TOPICS } from '@ml-connector/contracts';
import { createEmbeddedDocumentStore, type DocumentStore } from '@ml-connector/document-store';
import { openEngine } from '@ml-connector/embedded';
import { systemClock } from '@ml-connector/kernel';
import { documentPositions } from './document-positions.js';
import { createEmbeddedEventLog } from './embedded-event-log.js';
import type { Appended, EventLog } from './event-log.js';

export interface ChildLog {
  readonly store: DocumentStore;
  readonly log: EventLog;
  append(text: string): Promise<Appended>;
  close(): Promise<void>;
}

/** What comes behind the text of each record, so that a record fills several pages. */
const FILLING = ` ${'x'.repeat(20_000)}`;

/** Opens the data directory that the parent names. */
export const openChildLog = async (): Promise<ChildLog> => {
  const engine = await openEngine({ directory: process.env['DATA_DIRECTORY'] ?? '' });
  const store = createEmbeddedDocumentStore(engine);
  const log = createEmbeddedEventLog(engine, {
    positions: documentPositions(store),
    clock: systemClock,
  });
  await log.ensureTopics([TOPICS.orders]);
  return {
    store,
    log,
    async append(text) {
      const value = Buffer.from(text + FILLING);
      const [place] = await log.append(TOPICS.orders, [{ key: text, value, headers: {} }]);
      if (!place) throw new Error('The record has no place.');
      return place;
    },
    async close() {
      await log.close();
      await engine.close();
    },
  };
};

/** A line for the parent, out of the process before anything else happens. */
export const say = (line: string): void => {
  writeSync(1, `${line}\n`);
};
