import {
  type Context,
  context,
  createContextKey,
  type Link,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import type { SpanStart, TracedEvent, Tracing } from '@ml-connector/event-log';
import { isAppError } from '@ml-connector/kernel';

const KEYS = createContextKey('traces of the batch under way');
/** More links than a span keeps by default would be lost anyway. */
const MOST_LINKS = 128;
const KINDS = { producer: SpanKind.PRODUCER, consumer: SpanKind.CONSUMER } as const;

/** {@link Tracing} by OpenTelemetry, whose context follows promises. */
export const otelTracing = (): Tracing => ({
  isOn: true,
  current: () => traceparentOf(context.active()),
  ofKey: (key) => {
    const keys = context.active().getValue(KEYS);
    const found: unknown = keys instanceof Map ? keys.get(key) : undefined;
    return typeof found === 'string' ? found : undefined;
  },
  during: (start, work) => inSpan(start, { within: context.active(), links: [] }, work),
  duringBatch: (start, events, work) => {
    const traces = new Map(events.map(({ traceparent }) => [traceIdOf(traceparent), traceparent]));
    const [only] = traces.values();
    const own = only !== undefined && traces.size === 1 ? contextOf(only) : context.active();
    const keys = new Map(events.map(({ key, traceparent }) => [key, traceparent]));
    return inSpan(start, { within: own.setValue(KEYS, keys), links: linksTo(events) }, work);
  },
  note: (start, traceparent) => {
    const active = trace.getSpanContext(context.active());
    const links: Link[] = active ? [{ context: active }] : [];
    tracer().startSpan(start.name, optionsOf(start, links), contextOf(traceparent)).end();
  },
});

/** For a line of the log. */
export const logFields = (): Readonly<Record<string, string>> => {
  const active = trace.getSpanContext(context.active());
  return active ? { trace_id: active.traceId, span_id: active.spanId } : {};
};

const tracer = () => trace.getTracer('ml-connector');

const optionsOf = ({ kind, attributes }: SpanStart, links: Link[]) => ({
  kind: kind === undefined ? SpanKind.INTERNAL : KINDS[kind],
  attributes: { ...attributes },
  links,
});

const inSpan = <Result>(
  start: SpanStart,
  { within, links }: { readonly within: Context; readonly links: Link[] },
  work: () => Promise<Result>,
): Promise<Result> =>
  tracer().startActiveSpan(start.name, optionsOf(start, links), within, async (span) => {
    try {
      return await work();
    } catch (error) {
      fail(span, error);
      throw error;
    } finally {
      span.end();
    }
  });

/** By its code: a message may say more than a trace may hold. */
const fail = (span: Span, error: unknown): void => {
  const code = isAppError(error) ? error.code : 'UNEXPECTED';
  span.setStatus({ code: SpanStatusCode.ERROR, message: code });
  span.setAttribute('error.type', code);
};

const linksTo = (events: readonly TracedEvent[]): Link[] =>
  [...new Set(events.map(({ traceparent }) => traceparent))]
    .slice(0, MOST_LINKS)
    .flatMap((traceparent) => {
      const linked = trace.getSpanContext(contextOf(traceparent));
      return linked ? [{ context: linked }] : [];
    });

const traceIdOf = (traceparent: string): string => traceparent.split('-', 2)[1] ?? '';

const contextOf = (traceparent: string): Context => {
  const [version, traceId = '', spanId = '', flags = '00'] = traceparent.split('-');
  return version === '00'
    ? trace.setSpanContext(context.active(), {
        traceId,
        spanId,
        traceFlags: Number.parseInt(flags, 16),
        isRemote: true,
      })
    : context.active();
};

const traceparentOf = (active: Context): string | undefined => {
  const span = trace.getSpanContext(active);
  if (!span) return undefined;
  const flags = span.traceFlags.toString(16).padStart(2, '0');
  return `00-${span.traceId}-${span.spanId}-${flags}`;
};
