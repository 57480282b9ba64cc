import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';

import type { Request, Response } from 'express';
import type { Logger } from '../logger.js';
import type { Settings } from '../settings.js';
import { LOGGER, SETTINGS } from '../tokens.js';
import { carriesToken } from './admin-token.guard.js';
import { noToken } from './problem.js';
import { problemOf } from './problem-of.js';

/** Every refusal of the API as `application/problem+json`. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'adminToken'>,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    // The body is parsed before the token is looked at; a stranger must not learn what was wrong with it.
    const isStranger = !carriesToken(request.headers.authorization, this.settings.adminToken);
    const problem = isStranger ? noToken().content : problemOf(error);
    if (problem.status >= 500)
      this.logger.error({ event: 'api.failed', status: problem.status, error }, problem.title);
    if (response.headersSent) return;
    if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    response
      .status(problem.status)
      .type('application/problem+json')
      .send(JSON.stringify({ type: 'about:blank', ...problem }));
  }
}
