import { Inject, Injectable, type NestMiddleware } from '@nestjs/common';
import { carriesToken, noToken, SETTINGS, type Settings } from '@ml-connector/platform';
import type { NextFunction, Request, Response } from 'express';

/** Lets nobody to `/api` who does not carry the admin token; unknown routes there included. */
@Injectable()
export class AdminToken implements NestMiddleware {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'adminToken'>) {}

  use(request: Request, _response: Response, next: NextFunction): void {
    const isKnown = carriesToken(request.headers.authorization, this.settings.adminToken);
    next(isKnown ? undefined : noToken());
  }
}
