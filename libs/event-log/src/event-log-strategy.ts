import { ALL_TOPICS, type Topic } from '@ml-connector/contracts';
import { AppError } from '@ml-connector/kernel';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { BatchContext } from './batch-context.js';
import { KEEPS_ERRORS } from './batch-pattern.js';
import type { EventLog, PartitionLag, RecordBatch, Subscription } from './event-log.js';
import { failureReason } from './failure-reason.js';
import type { ParkedKey } from './parked-collections.js';
import type { Parking } from './parking.js';
import { tracedEvents } from './traced-events.js';
import { tracing } from './tracing.js';

/** What the strategy tells; field values are short and hold no customer data. */
export interface StrategyLogger {
  warn(fields: StrategyLogFields, message: string): void;
  error(fields: StrategyLogFields, message: string): void;
}

export interface StrategyLogFields {
  readonly event: string;
  readonly [field: string]: unknown;
}

export interface EventLogStrategyOptions {
  readonly log: Pick<EventLog, 'subscribe'>;
  readonly parking: Pick<Parking, 'join'>;
  /** That of the `@BatchPattern` handlers which this group feeds. */
  readonly transportId: symbol;
  /** `<service>.<reactor>` */
  readonly group: string;
  readonly logger: StrategyLogger;
  /** Whether poison is set aside. `false`: its partition waits until it can be handled (audit). Default true. */
  readonly parks?: boolean;
  /** Largest batch. Default 500. */
  readonly maxRecords?: number;
  /** Told whenever the group's partitions were shared out anew. */
  readonly onAssigned?: () => void;
}

/** Nest's transport over the event log: one consumer group that hands batches to the `@BatchPattern` handlers of its id. */
export class EventLogStrategy extends Server implements CustomTransportStrategy {
  override readonly transportId: symbol;
  override readonly propagatesEventHandlerErrors = true;
  readonly group: string;
  readonly #options: EventLogStrategyOptions;
  #subscription: Subscription | null = null;
  #isClosed = false;
  #leave: () => void = () => undefined;

  constructor(options: EventLogStrategyOptions) {
    super();
    this.#options = options;
    this.transportId = options.transportId;
    this.group = options.group;
  }

  listen(callback: (error?: unknown) => void): void {
    // Nest calls with a callback; it takes one argument, the error.
    // oxlint-disable-next-line promise/no-callback-in-promise
    this.#start().then(() => callback(), callback);
  }

  /** Resolves after the batches in hand and their positions. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#subscription?.close();
    this.#leave();
  }

  /** Lets nothing be handled while `change` moves the group's positions, and goes on from where they stand then. */
  async pauseFor(change: () => Promise<void>): Promise<void> {
    await this.#subscription?.close();
    try {
      await change();
    } finally {
      if (!this.#isClosed) await this.#start();
    }
  }

  /** How far this process is behind, by partition; nothing while it does not consume. */
  async lag(): Promise<readonly PartitionLag[]> {
    return (await this.#subscription?.lag()) ?? [];
  }

  /** There is no connection whose events one could listen to. */
  on(): never {
    throw new AppError('STATE_FORBIDS', 'The event log transport has no events.');
  }

  unwrap(): never {
    throw new AppError('STATE_FORBIDS', 'The event log transport has no client underneath.');
  }

  async #start(): Promise<void> {
    const { log, group, maxRecords, onAssigned } = this.#options;
    const topics = this.#topics();
    if (topics.length === 0) return;
    this.#subscription = await log.subscribe({
      group,
      topics,
      ...(maxRecords === undefined ? {} : { maxRecords }),
      ...(onAssigned === undefined ? {} : { onAssigned }),
      handle: this.#work(),
      onError: (error, batch) => this.#rejected(error, batch),
    });
  }

  /** The handlers' topics. Refuses what would not be delivered as its author thinks. */
  #topics(): readonly Topic[] {
    const { group } = this.#options;
    for (const [pattern, handler] of this.messageHandlers) {
      if (handler.next) throw misdeclared(group, pattern, 'has two handlers');
      if (handler.extras?.[KEEPS_ERRORS] !== true)
        throw misdeclared(group, pattern, 'has a handler that is not declared by @BatchPattern');
      if (!ALL_TOPICS.some((topic) => topic === pattern))
        throw misdeclared(group, pattern, 'is no topic');
    }
    return ALL_TOPICS.filter((topic) => this.messageHandlers.has(topic));
  }

  #work(): (batch: RecordBatch) => Promise<void> {
    const { parking, group, parks = true } = this.#options;
    const handle = (batch: RecordBatch): Promise<void> => this.#call(batch);
    if (!parks) return handle;
    this.#leave();
    const joined = parking.join({ group, handle, onParked: (parked) => this.#parked(parked) });
    this.#leave = joined.leave;
    return joined.handle;
  }

  /** A handler may give back a stream; its work is done when that completes, also without a value. */
  async #call(batch: RecordBatch): Promise<void> {
    const handler: MessageHandler | undefined = this.messageHandlers.get(batch.topic);
    if (!handler) throw misdeclared(this.#options.group, batch.topic, 'has no handler');
    const context = new BatchContext([batch, this.#options.group]);
    await this.#traced(batch, async () => {
      const result: unknown = await handler(batch, context);
      if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
    });
  }

  #traced(batch: RecordBatch, work: () => Promise<void>): Promise<void> {
    if (!tracing().isOn) return work();
    const { group } = this.#options;
    const attributes = {
      'messaging.consumer.group.name': group,
      'messaging.destination.name': batch.topic,
      'messaging.destination.partition.id': batch.partition,
      'ml.events': batch.records.length,
    };
    const span = { name: `process ${group}`, kind: 'consumer', attributes } as const;
    return tracing().duringBatch(span, tracedEvents(batch.records), work);
  }

  #rejected(error: unknown, { topic, partition, records }: RecordBatch): void {
    const { logger, group } = this.#options;
    logger.warn(
      {
        event: 'events.rejected',
        group,
        topic,
        partition,
        offset: records[0]?.offset,
        reason: failureReason(error),
      },
      'A batch of events could not be handled and comes again.',
    );
  }

  #parked({ group, topic, key, partition, offset, reason }: ParkedKey): void {
    this.#options.logger.error(
      { event: 'events.parked', group, topic, key, partition, offset, reason },
      'An event cannot be handled: its key is parked, everything else goes on.',
    );
  }
}

const misdeclared = (group: string, pattern: string, fault: string): AppError =>
  new AppError('CONFIG_INVALID', `In the group ${group}, ${pattern} ${fault}.`);
