import type { Envelope } from '@ml-connector/contracts';
import { tracing } from '@ml-connector/event-log';
import type { PostingCommand } from './posting-command.js';
import type { Posting } from './posting.js';

/**
 * The trace that the events of a command belong to: for a plan that of the observation that led to it, afterwards that
 * of the wish, so that one trace reaches from the shop to QuickBooks' answer.
 */
export const traceOf = (
  command: PostingCommand,
  posting: Posting | null,
): { readonly traceparent?: string } => {
  const wished = command.type === 'Plan' ? tracing().ofKey(command.key) : posting?.traceparent;
  const traceparent = wished ?? tracing().current();
  return traceparent === undefined ? {} : { traceparent };
};

/** Shows events that were written in their own traces, linked to the call or batch that wrote them. */
export const showInTrace = (postingId: string, kind: string, events: readonly Envelope[]): void => {
  if (!tracing().isOn) return;
  for (const { type, id, traceparent, causationId } of events) {
    if (traceparent === undefined) continue;
    tracing().note(
      {
        name: type,
        attributes: {
          'ml.posting.id': postingId,
          'ml.posting.kind': kind,
          'ml.event.id': id,
          'ml.causation.id': causationId,
        },
      },
      traceparent,
    );
  }
};
