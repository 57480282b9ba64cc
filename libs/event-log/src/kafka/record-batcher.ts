import { AppError } from '@ml-connector/kernel';
import type { Appended, NewRecord } from '../event-log.js';

/** A record with its place in the cluster. */
export interface PlacedRecord extends NewRecord {
  readonly topic: string;
  readonly partition: number;
}

export interface BatcherOptions {
  /** Sends one batch. Answers are in the order of the argument. Never called again before it has settled. */
  readonly send: (batch: readonly PlacedRecord[]) => Promise<readonly Appended[]>;
  /** Most records of one batch. */
  readonly maxRecords?: number;
  /** Most bytes of one batch; a record that is larger goes alone. */
  readonly maxBytes?: number;
  /** Most bytes that wait. */
  readonly maxWaitingBytes?: number;
}

export interface RecordBatcher {
  /** @throws AppError LOG_UNAVAILABLE when too much waits, or what `send` threw for the batch of one of the records. */
  append(records: readonly PlacedRecord[]): Promise<readonly Appended[]>;
  /** Resolves when nothing waits any more. */
  drained(): Promise<void>;
}

interface Waiting {
  readonly record: PlacedRecord;
  readonly bytes: number;
  readonly resolve: (place: Appended) => void;
  readonly reject: (error: unknown) => void;
}

const MAX_RECORDS = 500;
const MAX_BYTES = 2_000_000;
const MAX_WAITING_BYTES = 64 * 1024 * 1024;

/**
 * Collects the records of all who append, and sends one batch at a time in the order in which they came. What comes while
 * a batch is on its way makes up the next one: nobody waits for a timer, and the busier it is, the larger the batches.
 */
export const createRecordBatcher = ({
  send,
  maxRecords = MAX_RECORDS,
  maxBytes = MAX_BYTES,
  maxWaitingBytes = MAX_WAITING_BYTES,
}: BatcherOptions): RecordBatcher => {
  let waiting: Waiting[] = [];
  let waitingBytes = 0;
  let sending: Promise<void> | null = null;

  const nextBatch = (): readonly Waiting[] => {
    let bytes = 0;
    let count = 0;
    for (const each of waiting) {
      if (count === maxRecords || (count > 0 && bytes + each.bytes > maxBytes)) break;
      bytes += each.bytes;
      count += 1;
    }
    const batch = waiting.slice(0, count);
    waiting = waiting.slice(count);
    waitingBytes -= bytes;
    return batch;
  };

  const sendAll = async (): Promise<void> => {
    // Everyone who appends in this turn gets into the first batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) await sendOne(send, nextBatch());
    sending = null;
  };

  return {
    append(records) {
      const sized = records.map((record) => ({ record, bytes: sizeOf(record) }));
      const bytes = sized.reduce((sum, each) => sum + each.bytes, 0);
      if (waitingBytes > 0 && waitingBytes + bytes > maxWaitingBytes) {
        const message = 'Too much waits to be appended to the log.';
        return Promise.reject(new AppError('LOG_UNAVAILABLE', message));
      }
      waitingBytes += bytes;
      const places = sized.map(
        (each) =>
          new Promise<Appended>((resolve, reject) => {
            waiting.push({ ...each, resolve, reject });
          }),
      );
      if (places.length > 0) sending ??= sendAll();
      return Promise.all(places);
    },
    async drained() {
      // Who appends after a batch was sent starts the next one.
      for (let last = sending; last; last = sending) await last;
    },
  };
};

const sendOne = async (send: BatcherOptions['send'], batch: readonly Waiting[]): Promise<void> => {
  try {
    const places = await send(batch.map(({ record }) => record));
    for (const [index, { resolve, reject }] of batch.entries()) {
      const place = places[index];
      if (place) resolve(place);
      else reject(new AppError('LOG_UNAVAILABLE', 'The log did not say where a record stands.'));
    }
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
};

const FRAME_BYTES = 32;

/** About what a record takes in the log: never less. */
export const sizeOf = ({ key, value, headers }: NewRecord): number =>
  Object.entries(headers).reduce(
    (sum, [name, text]) => sum + 3 * (name.length + text.length) + FRAME_BYTES,
    value.byteLength + 3 * key.length + FRAME_BYTES,
  );
