import { connectionCreated, rulesChanged, storeFactsLearnt, TOPICS } from '@ml-connector/contracts';
import { BatchPattern, type RecordBatch } from '@ml-connector/event-log';
import { Controller, Inject } from '@nestjs/common';
import { followDeletions } from './company/follow-deletions.js';
import { foldLists, LIST_EVENTS } from './company/fold-lists.js';
import { decideCustomers } from './customers/decide-customers.js';
import { CUSTOMER_EVENTS, foldCustomers } from './customers/fold-customers.js';
import {
  CONNECTIONS_GROUP,
  CUSTOMERS_GROUP,
  LISTS_GROUP,
  ORDERS_GROUP,
  POSTINGS_GROUP,
} from './mapping.groups.js';
import type { MappingPorts } from './mapping-ports.js';
import { MAPPING_PORTS, WAKES } from './mapping.tokens.js';
import { ORDER_EVENTS } from './orders/fold-orders.js';
import { followPostings, POSTING_EVENTS_FOLLOWED } from './orders/follow-postings.js';
import { mapOrders } from './orders/map-orders.js';
import { foldProducts, isOfProduct, PRODUCT_EVENTS } from './products/fold-products.js';
import { readBatch } from './read-batch.js';
import type { Wakes } from './wakes.js';

const CONNECTION_EVENTS_FOLLOWED = [connectionCreated, rulesChanged, storeFactsLearnt] as const;

/** The topics that mapping follows, batch by batch. */
@Controller()
export class MappingConsumer {
  constructor(
    @Inject(MAPPING_PORTS) private readonly ports: MappingPorts,
    @Inject(WAKES) private readonly wakes: Wakes,
  ) {}

  @BatchPattern(TOPICS.orders, ORDERS_GROUP)
  async orders(batch: RecordBatch): Promise<void> {
    const events = readBatch([...ORDER_EVENTS, ...PRODUCT_EVENTS], batch);
    const products = events.filter(isOfProduct);
    await foldProducts(this.ports, products);
    await mapOrders(
      this.ports,
      events.filter((event) => !isOfProduct(event)),
    );
    for (const { connectionId } of products) this.wakes.add(connectionId);
  }

  @BatchPattern(TOPICS.customers, CUSTOMERS_GROUP)
  async customers(batch: RecordBatch): Promise<void> {
    const snapshots = await foldCustomers(this.ports, readBatch(CUSTOMER_EVENTS, batch));
    await decideCustomers(
      this.ports,
      snapshots.filter(({ value }) => value.pendingSince !== null),
    );
  }

  @BatchPattern(TOPICS.lists, LISTS_GROUP)
  async lists(batch: RecordBatch): Promise<void> {
    const events = readBatch(LIST_EVENTS, batch);
    const woken = await foldLists(this.ports, events);
    await followDeletions(
      this.ports,
      events.filter((event) => event.type === 'ListObjectGone'),
    );
    for (const connectionId of woken) this.wakes.add(connectionId);
  }

  @BatchPattern(TOPICS.postings, POSTINGS_GROUP)
  async postings(batch: RecordBatch): Promise<void> {
    await followPostings(this.ports, readBatch(POSTING_EVENTS_FOLLOWED, batch));
  }

  @BatchPattern(TOPICS.connections, CONNECTIONS_GROUP)
  connections(batch: RecordBatch): Promise<void> {
    for (const { connectionId } of readBatch(CONNECTION_EVENTS_FOLLOWED, batch))
      this.wakes.add(connectionId);
    return Promise.resolve();
  }
}
