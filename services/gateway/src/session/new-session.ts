import type { Session } from '../company/company.js';

/** A session that has just begun. `now` is ISO 8601 UTC. */
export const newSession = (id: string, epoch: number, now: string): Session => ({
  id,
  epoch,
  openedAt: now,
  lastCallAt: now,
  prepared: false,
  qbxmlVersion: '13.0',
  filePath: '',
  identified: false,
  asked: null,
  fenceUnsure: false,
  fenceMissing: false,
  staleFences: 0,
  reading: null,
  rereading: null,
  lookups: [],
  learnt: false,
  waits: 0,
  pauseUntil: null,
  sets: 0,
  posted: 0,
  held: 0,
  says: null,
  over: null,
});
