import { createHash, timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { Settings } from '../settings.js';
import { SETTINGS } from '../tokens.js';
import { noToken } from './problem.js';

/** Lets nobody in who does not carry the admin token. @throws Problem 401 */
@Injectable()
export class AdminTokenGuard implements CanActivate {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'adminToken'>) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    if (!carriesToken(request.headers.authorization, this.settings.adminToken)) throw noToken();
    return true;
  }
}

/** Constant time whatever was sent: digests are compared. */
export const carriesToken = (header: string | undefined, token: string): boolean => {
  const given = /^Bearer +(.+)$/i.exec(header ?? '')?.[1] ?? '';
  return token !== '' && timingSafeEqual(digest(given), digest(token));
};

const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
