import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { Connections } from '@ml-connector/connections';
import type { DocumentStore } from '@ml-connector/document-store';
import { type Clock, deterministicId, isoTime, type Randomness } from '@ml-connector/kernel';
import {
  CLOCK,
  DOCUMENT_STORE,
  notFound,
  pageView,
  parseId,
  parseRequest,
  RANDOMNESS,
  wrongMeaning,
} from '@ml-connector/platform';
import type { Response } from 'express';
import { requireActive, requireConnection } from '../connections/require-connection.js';
import { checkRules } from '../rules/check-rules.js';
import { CONNECTIONS } from '../tokens.js';
import { newRuleTrial, RULE_TRIALS, type RuleTrial, TRIAL_ORDERS } from './rule-trial.js';
import {
  ruleTrialBody,
  trialOrdersQuery,
  viewOfTrial,
  viewOfTrialOrder,
} from './rule-trial-requests.js';

const THE_BEGINNING = '1970-01-01T00:00:00.000Z';

@Controller('api/connections/:id/rules/try')
export class RuleTrialsController {
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
    const asked = parseRequest(ruleTrialBody, body);
    const { version: _version, ...input } = asked.rules;
    const rules = checkRules(input, { goLive: connection.createdAt, path: 'rules.' });
    const now = isoTime(this.clock.now());
    const { from = THE_BEGINNING, to = now, limit } = asked;
    if (from >= to)
      throw wrongMeaning([{ path: 'from', message: 'It must be before the end of the time.' }]);
    const trialId = deterministicId('try', Buffer.from(this.randomness.bytes(16)).toString('hex'));
    const { id: connectionId, rulesVersion } = connection;
    const trial = newRuleTrial(
      { id: trialId, connectionId, rules, rulesVersion, from, to, limit },
      now,
    );
    await this.store.collection(RULE_TRIALS).insert(trialId, trial);
    response.location(`/api/connections/${connectionId}/rules/try/${trialId}`);
    return viewOfTrial(trial);
  }

  @Get(':jobId')
  async read(@Param('id') id: string, @Param('jobId') jobId: string) {
    return viewOfTrial(await this.requireTrial(id, jobId));
  }

  @Get(':jobId/orders')
  async orders(@Param('id') id: string, @Param('jobId') jobId: string, @Query() query: unknown) {
    const trial = await this.requireTrial(id, jobId);
    const { change, ...paging } = parseRequest(trialOrdersQuery, query);
    const page = await this.store.collection(TRIAL_ORDERS).find({
      ...(change === undefined
        ? { index: 'byTrial', equals: [trial.id] }
        : { index: 'byChange', equals: [trial.id, change] }),
      ...paging,
    });
    return pageView(page, viewOfTrialOrder);
  }

  private async requireTrial(id: string, jobId: string): Promise<RuleTrial> {
    const connection = await requireConnection(this.connections, id);
    const trial = await this.store.collection(RULE_TRIALS).get(parseId(jobId, 'job'));
    if (trial?.value.connectionId !== connection.id) throw notFound('job');
    return trial.value;
  }
}
