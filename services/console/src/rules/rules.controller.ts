import { Body, Controller, Get, Headers, Inject, Param, Put, Res } from '@nestjs/common';
import type { Connections, Rules } from '@ml-connector/connections';
import type { Response } from 'express';
import { parseRequest, preconditionFailed } from '@ml-connector/platform';
import { refusalProblem, requireConnection } from '../connections/require-connection.js';
import { CONNECTIONS } from '../tokens.js';
import { checkRules } from './check-rules.js';
import { entityTag, versionOfIfMatch } from './entity-tag.js';
import { putRulesBody } from './rules-requests.js';

@Controller('api/connections/:id/rules')
export class RulesController {
  constructor(@Inject(CONNECTIONS) private readonly connections: Connections) {}

  @Get()
  async read(@Param('id') id: string, @Res({ passthrough: true }) response: Response) {
    const { rules, rulesVersion } = await requireConnection(this.connections, id);
    return answer(response, rules, rulesVersion);
  }

  @Put()
  async put(
    @Param('id') id: string,
    @Body() body: unknown,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ) {
    const connection = await requireConnection(this.connections, id);
    const { version: _version, ...input } = parseRequest(putRulesBody, body);
    const rules = checkRules(input, { goLive: connection.createdAt });
    const expectedVersion = versionOfIfMatch(ifMatch, connection.rulesVersion);
    const outcome = await this.connections.putRules(connection.id, { rules, expectedVersion });
    if (outcome.outcome === 'version-differs')
      throw preconditionFailed(
        `The rules stand at version ${outcome.version}; the change was made from ${expectedVersion}.`,
      );
    if (!('connection' in outcome)) throw refusalProblem(outcome);
    return answer(response, outcome.connection.rules, outcome.connection.rulesVersion);
  }
}

const answer = (response: Response, rules: Rules, version: number) => {
  response.setHeader('ETag', entityTag(version));
  return { version, ...rules };
};
