import { BaseRpcContext } from '@nestjs/microservices';
import type { RecordBatch } from './event-log.js';

/** What a `@BatchPattern` handler gets beside its batch. */
export class BatchContext extends BaseRpcContext<[RecordBatch, string]> {
  get topic(): string {
    return this.args[0].topic;
  }

  get partition(): number {
    return this.args[0].partition;
  }

  get group(): string {
    return this.args[1];
  }
}
