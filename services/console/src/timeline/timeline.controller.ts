import { Controller, Get, Inject, Param } from '@nestjs/common';
import type { Connections } from '@ml-connector/connections';
import type { DocumentStore } from '@ml-connector/document-store';
import type { EventLog } from '@ml-connector/event-log';
import { DOCUMENT_STORE, EVENT_LOG, parseShopId } from '@ml-connector/platform';
import type { Postings } from '@ml-connector/postings';
import { requireConnection } from '../connections/require-connection.js';
import { CONNECTIONS, POSTINGS } from '../tokens.js';
import { orderTimeline } from './order-timeline.js';

@Controller('api/connections/:id/orders')
export class TimelineController {
  constructor(
    @Inject(CONNECTIONS) private readonly connections: Connections,
    @Inject(POSTINGS) private readonly postings: Postings,
    @Inject(DOCUMENT_STORE) private readonly store: DocumentStore,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  @Get(':orderId')
  async read(@Param('id') id: string, @Param('orderId') orderId: string) {
    const connection = await requireConnection(this.connections, id);
    const { store, postings, log } = this;
    return orderTimeline(connection.id, parseShopId(orderId, 'order'), { store, postings, log });
  }
}
