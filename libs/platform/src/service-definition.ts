import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Type } from '@nestjs/common';
import type { Topic } from '@ml-connector/contracts';
import type { DeclaredCollection } from '@ml-connector/document-store';
import type { ServiceApi } from './openapi/openapi.js';

/**
 * A plain HTTP handler that stands before the framework, for the two edges that strangers reach. It reads the raw
 * body itself, with its own limits. Called for every request whose path is `path` or below it.
 */
export interface HttpFront {
  readonly path: string;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
}

/** A consumer group of a service: `@BatchPattern(topic, transportId)` handlers get batches of the topics. */
export interface ConsumerGroup {
  readonly transportId: symbol;
  /** `<service>.<reactor>`, e.g. `mapping.orders`. */
  readonly group: string;
  /** Whether a poison event parks its key; false: the partition waits (audit). */
  readonly parks: boolean;
}

/** A service as the platform starts it: alone in a process, or with others in one. */
export interface ServiceDefinition {
  readonly name: string;
  /** A Nest module; it finds the platform's tokens in the container. */
  readonly module: Type;
  /** Topics that it reads or writes; made at start. */
  readonly topics: readonly Topic[];
  /** Collections that it reads or writes; their indexes are made, and compared, before it starts. */
  readonly collections: readonly DeclaredCollection[];
  readonly groups: readonly ConsumerGroup[];
  /** Injection tokens of {@link HttpFront} providers of the module. */
  readonly fronts: readonly symbol[];
  /** What it adds to `/api/openapi.json`. */
  readonly api?: ServiceApi;
}
