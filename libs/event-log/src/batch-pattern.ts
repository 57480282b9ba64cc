import type { Topic } from '@ml-connector/contracts';
import { Catch, UseFilters, type ExceptionFilter } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { throwError, type Observable } from 'rxjs';
import type { BatchContext } from './batch-context.js';
import type { RecordBatch } from './event-log.js';

/** Marks a handler whose errors reach the transport as they are. */
export const KEEPS_ERRORS = 'keepsErrors';

/**
 * Nest turns whatever a handler throws into "Internal server error" before the transport sees it; then nobody could
 * tell a store that is away from an event that is poison.
 */
@Catch()
export class OriginalErrorFilter implements ExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/**
 * `@EventPattern` for a method that gets `(batch: RecordBatch, context: BatchContext)` of a topic. The position moves
 * after it resolved; it is idempotent, because a batch, or a part of it, may come again.
 */
export const BatchPattern =
  (topic: Topic, transportId: symbol): BatchDecorator =>
  (target, method, descriptor) => {
    Payload()(target, method, 0);
    Ctx()(target, method, 1);
    EventPattern([topic], transportId, { [KEEPS_ERRORS]: true })(target, method, descriptor);
    UseFilters(new OriginalErrorFilter())(target, method, descriptor);
  };

type BatchDecorator = <
  Handler extends (
    batch: RecordBatch,
    context: BatchContext,
  ) => Promise<unknown> | Observable<unknown>,
>(
  target: object,
  method: string | symbol,
  descriptor: TypedPropertyDescriptor<Handler>,
) => void;
