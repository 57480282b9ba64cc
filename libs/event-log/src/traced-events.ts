import type { LogRecord } from './event-log.js';
import type { TracedEvent } from './tracing.js';

const MARK = Buffer.from('"traceparent":"');
const LENGTH = 55;
const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * The trace context of these records, as their envelopes have it. Not the header's: a broker's client that is traced
 * writes its own there.
 */
export const tracedEvents = (records: readonly LogRecord[]): readonly TracedEvent[] =>
  records.flatMap(({ key, value }) => {
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    const at = bytes.indexOf(MARK);
    if (at < 0) return [];
    const traceparent = bytes.toString('latin1', at + MARK.length, at + MARK.length + LENGTH);
    return TRACEPARENT.test(traceparent) ? [{ key, traceparent }] : [];
  });
