/**
 * What follows one story through the services: spans, and the W3C trace context that an event carries on. Ambient by
 * nature, so it is one for the process; without telemetry it is {@link NO_TRACING} and costs a call.
 */
export interface Tracing {
  /** Whether anything is traced at all. */
  readonly isOn: boolean;
  /** The `traceparent` of what is under way; `undefined` outside a trace. */
  current(): string | undefined;
  /** The `traceparent` of the event of this key in the batch under way; `undefined` where there is none. */
  ofKey(key: string): string | undefined;
  /** Runs work as a span under what is under way. */
  during<Result>(span: SpanStart, work: () => Promise<Result>): Promise<Result>;
  /**
   * Runs the work of a batch as a span: in the trace of its events where they are of one, linked to each of them where
   * they are not. {@link Tracing.ofKey} answers meanwhile.
   */
  duringBatch<Result>(
    span: SpanStart,
    events: readonly TracedEvent[],
    work: () => Promise<Result>,
  ): Promise<Result>;
  /** Something that happened, as a span of no length in another trace, linked to what is under way. */
  note(span: SpanStart, traceparent: string): void;
}

/** Attributes are ids and counts: never customer data, an address, a secret or a body. */
export interface SpanStart {
  /** Few values, known from the code. */
  readonly name: string;
  readonly kind?: 'producer' | 'consumer';
  readonly attributes?: Readonly<Record<string, string | number>>;
}

export interface TracedEvent {
  readonly key: string;
  readonly traceparent: string;
}

export const NO_TRACING: Tracing = {
  isOn: false,
  current: () => undefined,
  ofKey: () => undefined,
  during: (_span, work) => work(),
  duringBatch: (_span, _events, work) => work(),
  note: () => undefined,
};

let chosen: Tracing = NO_TRACING;

/** What traces this process. */
export const tracing = (): Tracing => chosen;

/** Called once, by whatever starts the process, before anything is handled. */
export const traceWith = (by: Tracing): void => {
  chosen = by;
};
