import type { Envelope, Topic } from '@ml-connector/contracts';
import type { Appended, EventLog, LogRecord, NewRecord } from './event-log.js';
import { tracing } from './tracing.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** An event as a record: the whole envelope as JSON; id, type and trace context also as headers, for tools. */
export const encodeEvent = (event: Envelope): NewRecord => ({
  key: event.key,
  value: encoder.encode(JSON.stringify(event)),
  headers: {
    id: event.id,
    type: event.type,
    version: String(event.version),
    ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }),
  },
});

/** The JSON of a record's value; what it means is up to `readEvent`. Throws a SyntaxError or TypeError on bytes that are no JSON. */
export const decodeRecord = (record: Pick<LogRecord, 'value'>): unknown =>
  JSON.parse(decoder.decode(record.value));

/** Appends events of one topic. Those that belong to no trace yet belong to the one under way. */
export const publishEvents = (
  log: Pick<EventLog, 'append'>,
  topic: Topic,
  events: readonly Envelope[],
): Promise<readonly Appended[]> => {
  if (!tracing().isOn) return log.append(topic, events.map(encodeEvent));
  const attributes = { 'messaging.destination.name': topic, 'ml.events': events.length };
  return tracing().during({ name: `append ${topic}`, kind: 'producer', attributes }, () =>
    log.append(topic, events.map(inTrace(tracing().current())).map(encodeEvent)),
  );
};

const inTrace =
  (traceparent: string | undefined) =>
  (event: Envelope): Envelope =>
    event.traceparent !== undefined || traceparent === undefined
      ? event
      : { ...event, traceparent };
