import { createHash, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import type { Settings } from '../settings.js';
import { SETTINGS } from '../tokens.js';
import { noToken } from './problem.js';

/** Lets nobody to `/api` who does not carry the admin token; unknown routes there included. Refuses with Problem 401. */
@Injectable()
export class AdminToken implements NestMiddleware {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'adminToken'>) {}

  use(request: Request, _response: Response, next: NextFunction): void {
    const isKnown = carriesToken(request.headers.authorization, this.settings.adminToken);
    next(isKnown ? undefined : noToken());
  }
}

/** Constant time whatever was sent: digests are compared. */
export const carriesToken = (header: string | undefined, token: string): boolean => {
  const given = /^Bearer +(.+)$/i.exec(header ?? '')?.[1] ?? '';
  return token !== '' && timingSafeEqual(digest(given), digest(token));
};

const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
