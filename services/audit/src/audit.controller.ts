import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { DocumentStore } from '@ml-connector/document-store';
import type { EventLog } from '@ml-connector/event-log';
import { DOCUMENT_STORE, EVENT_LOG, pagingShape, parseRequest } from '@ml-connector/platform';
import { z } from 'zod';
import { type EventPage, listEvents } from './events/list-events.js';
import { VERIFY } from './tokens.js';
import type { ChainsVerdict } from './verify/verify-chains.js';

const time = z.iso
  .datetime({ offset: true })
  .or(z.iso.date())
  .transform((text) => Date.parse(text));

const eventsQuery = z.strictObject({
  connectionId: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .optional(),
  orderId: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number)
    .optional(),
  type: z
    .string()
    .regex(/^[A-Za-z]{1,60}$/)
    .optional(),
  from: time.optional(),
  to: time.optional(),
  ...pagingShape,
});

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
