import { describe, expect, it } from 'vitest';
import { newCompany, type Company } from '../company/company.js';
import { mayBegin } from './may-begin.js';
import { newSession } from './new-session.js';

const BEGAN = Date.parse('2026-11-24T10:00:00Z');
const IDLE_MS = 60_000;
const running: Company = {
  ...newCompany('c1'),
  session: newSession('t', 1, new Date(BEGAN).toISOString()),
};
const fenced: Company = { ...running, fence: { listId: '8-1', editSequence: '1', token: null } };

describe('a login while a session may be under way', () => {
  it.each<[string, Company, number, string]>([
    ['is free where there is none', newCompany('c1'), 0, 'free'],
    [
      'is free after one that ended',
      { ...running, session: running.session && { ...running.session, over: 'done' } },
      0,
      'free',
    ],
    ['is refused just after a call', fenced, 4_999, 'busy'],
    ['takes over after five seconds behind the fence', fenced, 5_000, 'takes-over'],
    ['waits for the idle time without a fence', running, 59_999, 'busy'],
    ['takes over after the idle time', running, 60_000, 'takes-over'],
  ])('%s', (_, company, silentMs, expected) => {
    expect(mayBegin(company, BEGAN + silentMs, IDLE_MS)).toBe(expected);
  });
});
