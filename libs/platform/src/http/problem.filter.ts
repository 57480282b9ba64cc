import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Logger } from '../logger.js';
import type { Settings } from '../settings.js';
import { LOGGER, SETTINGS } from '../tokens.js';
import { carriesToken } from './admin-token.js';
import { noToken } from './problem.js';
import { problemOf } from './problem-of.js';

/** Every refusal as `application/problem+json`. */
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
    const problem = this.isStranger(request) ? noToken().content : problemOf(error);
    if (problem.status >= 500)
      this.logger.error({ event: 'api.failed', status: problem.status, error }, problem.title);
    if (response.headersSent) return;
    if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    response
      .status(problem.status)
      .type('application/problem+json')
      .send(JSON.stringify({ type: 'about:blank', ...problem }));
  }

  private isStranger({ originalUrl, headers }: Request): boolean {
    return isApi(originalUrl) && !carriesToken(headers.authorization, this.settings.adminToken);
  }
}

/** As the router compares: capital letters are no other path. */
const isApi = (url: string): boolean => /^\/api(?:[/?]|$)/i.test(url);
