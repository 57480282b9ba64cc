import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { isoTime, type Randomness } from '@ml-connector/kernel';
import { notFound, parseId, parseRequest, RANDOMNESS } from '@ml-connector/platform';
import type { Response } from 'express';
import { REPLAY_PORTS } from '../tokens.js';
import { replayInputSchema, replayRequestOf } from './replay-input.js';
import { newReplayJob, REPLAY_JOBS, type ReplayJob } from './replay-job.js';
import type { ReplayPorts } from './replay-ports.js';

const ID_BYTES = 10;

/** Replays: planned first, then by an explicit mode; none posts what is in the books. */
@Controller('api/replays')
export class ReplaysController {
  constructor(
    @Inject(REPLAY_PORTS) private readonly ports: ReplayPorts,
    @Inject(RANDOMNESS) private readonly randomness: Randomness,
  ) {}

  @Post()
  @HttpCode(202)
  async start(
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReplayJob> {
    const request = replayRequestOf(parseRequest(replayInputSchema, body));
    const { store, clock, connections } = this.ports;
    if (request.connectionId !== null && !(await connections.get(request.connectionId)))
      throw notFound('connection');
    const id = `rpl-${Buffer.from(this.randomness.bytes(ID_BYTES)).toString('hex')}`;
    const job = newReplayJob(id, request, isoTime(clock.now()));
    await store.collection(REPLAY_JOBS).insert(id, job);
    response.setHeader('Location', `/api/replays/${id}`);
    return job;
  }

  @Get(':id')
  async read(@Param('id') id: string): Promise<ReplayJob> {
    const job = await this.ports.store.collection(REPLAY_JOBS).get(parseId(id, 'replay'));
    if (!job) throw notFound('replay');
    return job.value;
  }
}
