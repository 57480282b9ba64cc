import {
  companyKey,
  makeEvent,
  TOPICS,
  type Envelope,
  type EventDefinition,
} from '@ml-connector/contracts';
import { publishEvents } from '@ml-connector/event-log';
import { deterministicId, isoTime } from '@ml-connector/kernel';
import type { Gateway } from '../gateway-ports.js';

/** An event about a company file. Its id follows from `identity`, so that a repeat is the same event told twice. */
export const companyEvent = <Type extends string, Data>(
  gateway: Pick<Gateway, 'clock'>,
  definition: EventDefinition<Type, Data>,
  event: {
    readonly connectionId: string;
    readonly identity: readonly (string | number)[];
    readonly causationId: string;
    readonly data: Data;
  },
): Envelope => {
  const { connectionId, identity, causationId, data } = event;
  const now = isoTime(gateway.clock.now());
  return makeEvent(definition, {
    id: deterministicId('qbw', connectionId, definition.type, ...identity),
    connectionId,
    key: companyKey(connectionId),
    occurredAt: now,
    recordedAt: now,
    correlationId: connectionId,
    causationId,
    data,
  });
};

/** Appends events about company files; durable when it resolves. */
export const publishSetEvents = async (
  gateway: Pick<Gateway, 'log'>,
  ...events: readonly Envelope[]
): Promise<void> => {
  await publishEvents(gateway.log, TOPICS.sets, events);
};
