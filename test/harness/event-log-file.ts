import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

/** An event as it lies in the log, read without any code of the product. */
export interface LoggedEvent {
  readonly type: string;
  readonly connectionId: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const eventSchema = z.object({
  type: z.string(),
  connectionId: z.string(),
  data: z.record(z.string(), z.unknown()),
});

/** Every event of every topic of a data directory, topic by topic and in order within a partition. */
export const readEvents = (dataDirectory: string): readonly LoggedEvent[] => {
  const database = new DatabaseSync(join(dataDirectory, 'ml-connector.sqlite'), { readOnly: true });
  try {
    return database
      .prepare('SELECT value FROM log_records ORDER BY topic, partition, offset')
      .all()
      .map(({ value }) =>
        eventSchema.parse(
          JSON.parse(value instanceof Uint8Array ? Buffer.from(value).toString() : String(value)),
        ),
      );
  } finally {
    database.close();
  }
};
