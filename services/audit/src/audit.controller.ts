import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { DocumentStore } from '@ml-connector/document-store';
import type { EventLog } from '@ml-connector/event-log';
import { DOCUMENT_STORE, EVENT_LOG, parseRequest } from '@ml-connector/platform';
import { eventsQuery } from './events/events-query.js';
import { type EventPage, listEvents } from './events/list-events.js';
import { VERIFY } from './tokens.js';
import type { ChainsVerdict } from './verify/verify-chains.js';

/** What happened, and the proof that nobody changed it afterwards. */
@Controller('api/audit')
export class AuditController {
  constructor(
    @Inject(DOCUMENT_STORE) private readonly store: DocumentStore,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(VERIFY) private readonly verifyChains: () => Promise<ChainsVerdict>,
  ) {}

  @Get('events')
  events(@Query() query: unknown): Promise<EventPage> {
    return listEvents({ store: this.store, log: this.log }, parseRequest(eventsQuery, query));
  }

  @Get('verify')
  verify(): Promise<ChainsVerdict> {
    return this.verifyChains();
  }
}
