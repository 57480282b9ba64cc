import { type EventDefinition, type EventOf, readEvent } from '@ml-connector/contracts';
import { decodeRecord, type RecordBatch } from '@ml-connector/event-log';

/**
 * The events of a batch that the definitions name, in order.
 * @throws AppError EVENT_INVALID, EVENT_TOO_NEW; SyntaxError or TypeError for a record that is no JSON.
 */
export const readBatch = <Definition extends EventDefinition>(
  definitions: readonly Definition[],
  { records }: RecordBatch,
): readonly EventOf<Definition>[] =>
  records.flatMap((record) => readEvent(definitions, decodeRecord(record)) ?? []);
