import { Controller, Inject } from '@nestjs/common';
import { TOPICS } from '@ml-connector/contracts';
import { BatchPattern, type RecordBatch } from '@ml-connector/event-log';
import { CHAIN_PORTS, CHAIN_TRANSPORT } from '../tokens.js';
import { chainBatch, type ChainPorts } from './chain-batch.js';

/** Every event of every topic, in the order of its partition. */
@Controller()
export class ChainConsumer {
  constructor(@Inject(CHAIN_PORTS) private readonly ports: ChainPorts) {}

  @BatchPattern(TOPICS.orders, CHAIN_TRANSPORT)
  onOrders(batch: RecordBatch): Promise<void> {
    return chainBatch(this.ports, batch);
  }

  @BatchPattern(TOPICS.customers, CHAIN_TRANSPORT)
  onCustomers(batch: RecordBatch): Promise<void> {
    return chainBatch(this.ports, batch);
  }

  @BatchPattern(TOPICS.postings, CHAIN_TRANSPORT)
  onPostings(batch: RecordBatch): Promise<void> {
    return chainBatch(this.ports, batch);
  }

  @BatchPattern(TOPICS.sets, CHAIN_TRANSPORT)
  onSets(batch: RecordBatch): Promise<void> {
    return chainBatch(this.ports, batch);
  }

  @BatchPattern(TOPICS.lists, CHAIN_TRANSPORT)
  onLists(batch: RecordBatch): Promise<void> {
    return chainBatch(this.ports, batch);
  }

  @BatchPattern(TOPICS.connections, CHAIN_TRANSPORT)
  onConnections(batch: RecordBatch): Promise<void> {
    return chainBatch(this.ports, batch);
  }
}
