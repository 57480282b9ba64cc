import { orderKey, type Topic } from '@ml-connector/contracts';
import type { EventLog, LogRecord } from '@ml-connector/event-log';
import type { ReplayRequest } from './replay-job.js';

/** Which events a replay is about. */
export interface Selection {
  readonly topic: string | null;
  readonly connectionId: string | null;
  /** Keys of the orders asked for; null: all keys. */
  readonly orderKeys: ReadonlySet<string> | null;
  /** The first offset that counts. */
  startOf(topic: Topic, partition: number): Promise<number>;
}

export const selectionOf = (
  log: Pick<EventLog, 'offsetsAt'>,
  request: ReplayRequest,
): Selection => {
  const { topic, connectionId, orderIds, offsets, from } = request;
  return {
    topic,
    connectionId,
    orderKeys:
      connectionId !== null && orderIds !== null
        ? new Set(orderIds.map((id) => orderKey(connectionId, id)))
        : null,
    startOf: async (ofTopic, partition) => {
      const named = offsets?.[`${partition}`];
      if (named !== undefined) return named;
      if (from === null) return 0;
      const found = await log.offsetsAt(ofTopic, Date.parse(from));
      return found.find((one) => one.partition === partition)?.offset ?? 0;
    },
  };
};

export const isRecordSelected = (
  { connectionId, orderKeys }: Selection,
  { key }: Pick<LogRecord, 'key'>,
): boolean =>
  (connectionId === null || key === connectionId || key.startsWith(`${connectionId}|`)) &&
  (orderKeys === null || orderKeys.has(key));
