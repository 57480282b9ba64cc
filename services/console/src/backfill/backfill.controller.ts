import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { BACKFILL_JOBS, type Connections, newBackfillJob } from '@ml-connector/connections';
import type { DocumentStore } from '@ml-connector/document-store';
import { type Clock, deterministicId, isoTime, type Randomness } from '@ml-connector/kernel';
import {
  CLOCK,
  DOCUMENT_STORE,
  notFound,
  parseId,
  parseRequest,
  RANDOMNESS,
  wrongMeaning,
} from '@ml-connector/platform';
import type { Response } from 'express';
import { requireActive, requireConnection } from '../connections/require-connection.js';
import { CONNECTIONS } from '../tokens.js';
import { backfillBody, backfillView } from './backfill-view.js';

@Controller('api/connections/:id/backfill')
export class BackfillController {
  constructor(
    @Inject(CONNECTIONS) private readonly connections: Connections,
    @Inject(DOCUMENT_STORE) private readonly store: DocumentStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RANDOMNESS) private readonly randomness: Randomness,
  ) {}

  @Post()
  @HttpCode(202)
  async start(
    @Param('id') id: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ) {
    const connection = await requireActive(this.connections, id);
    const { id: connectionId } = connection;
    const { from } = parseRequest(backfillBody, body);
    const now = isoTime(this.clock.now());
    if (from > now)
      throw wrongMeaning([{ path: 'from', message: 'This moment is still to come.' }]);
    const jobId = deterministicId('job', Buffer.from(this.randomness.bytes(16)).toString('hex'));
    const job = newBackfillJob({ id: jobId, connectionId, from }, now);
    await this.store.collection(BACKFILL_JOBS).insert(jobId, job);
    const verb = { verb: 'backfill', subject: jobId, who: 'admin', why: null } as const;
    await this.connections.recordVerb(connectionId, verb);
    response.location(`/api/connections/${connectionId}/backfill/${jobId}`);
    return backfillView(job, connection);
  }

  @Get(':jobId')
  async read(@Param('id') id: string, @Param('jobId') jobId: string) {
    const connection = await requireConnection(this.connections, id);
    const job = await this.store.collection(BACKFILL_JOBS).get(parseId(jobId, 'job'));
    if (job?.value.connectionId !== connection.id) throw notFound('job');
    return backfillView(job.value, connection);
  }
}
