import { Injectable, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { notJson } from './problem.js';

/** A body must say that it is JSON; one that does not was not parsed and would look like none. Refuses with Problem 415. */
@Injectable()
export class JsonBody implements NestMiddleware {
  use(request: Request, _response: Response, next: NextFunction): void {
    const { headers } = request;
    const hasBody =
      headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
    next(hasBody && !request.is('application/json') ? notJson() : undefined);
  }
}
