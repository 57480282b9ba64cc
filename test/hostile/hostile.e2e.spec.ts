import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { eventually } from '../harness/eventually.js';
import { FOREIGN_CLIENTS } from './foreign-clients.js';
import type { HostileRow } from './hostile-row.js';
import { HOSTILE_ROWS } from './hostile-rows.js';
import { call, login, resultsIn, send } from './soap-message.js';
import { speak, type Reply } from './speak.js';
import { startVictim, type Victim } from './victim.js';

const WITHIN_MS = 2_000;
/** The whole table together, and each row; MB. */
const MOST_MEMORY = 150;
const MOST_MEMORY_OF_ROW = 80;

let victim: Victim;
let before: { readonly stored: string; readonly memory: number };
beforeAll(async () => {
  victim = await startVictim();
  before = { stored: victim.stored(), memory: victim.memory() };
});
afterAll(() => victim.world.close());

const attack = (row: HostileRow): Promise<Reply> => {
  const sent = typeof row.send === 'function' ? row.send(victim) : row.send;
  return sent instanceof Promise ? sent : speak(victim.port, sent);
};

const DULL =
  /^(?:Refused\.|Nothing is here\.|GET or POST, please\.)?\s*$|<faultstring>Bad request</;
/** Says what is wrong with the content of an answer. */
const rightness = ({ result }: HostileRow, { status, text }: Reply): string => {
  if (result instanceof RegExp) return result.test(text) ? 'right' : text;
  if (result) return resultsIn(text).join('|') === result.join('|') ? 'right' : text;
  // What Node itself refuses is answered by Node.
  return status === 400 || status === 431 || DULL.test(text) ? 'right' : text;
};
const TELLTALE = /node_modules|\.[jt]s:\d|SQLITE|Error:|script|canary|saxes/i;

describe('the Web Connector address of a running product', () => {
  it.each(HOSTILE_ROWS)('$id: answers $what', { timeout: 30_000 }, async (row) => {
    const [memory, written] = [victim.memory(), victim.log().length];
    const reply = await attack(row);

    expect(row.status).toContain(reply.status);
    expect(reply.ms).toBeLessThan(row.withinMs ?? WITHIN_MS);
    expect(rightness(row, reply)).toBe('right');
    expect(reply.head + reply.text).not.toMatch(TELLTALE);
    await eventually(() => expect(victim.log().slice(written)).toContain(row.event ?? ''));
    expect(victim.memory() - memory).toBeLessThan(MOST_MEMORY_OF_ROW);
    expect(victim.stored()).toBe(before.stored);
  });

  it.each(FOREIGN_CLIENTS)('answers a client $what', async ({ message, result }) => {
    const reply = await speak(victim.port, message);
    expect([reply.status, resultsIn(reply.text)]).toEqual([200, [result]]);
    expect(reply.head).toMatch(/content-type: text\/xml; charset=utf-8/i);
    expect(victim.stored()).toBe(before.stored);
  });

  it('has told none of its secrets, nor what was sent to it, in any line of its log', () => {
    for (const canary of victim.canaries) expect(victim.log()).not.toContain(canary);
  });

  it('has called no address that a message named', () => {
    expect(victim.lure.calls()).toBe(0);
  });

  it('lives, has not grown, and serves the session that was under way all the time', async () => {
    expect(victim.memory() - before.memory).toBeLessThan(MOST_MEMORY);
    const reply = await speak(victim.port, { body: send(victim.ticket) });
    expect(resultsIn(reply.text)[0]).toContain('<QBXML>');
  });

  it('hands a second call with the same ticket nothing, while the first one is out', async () => {
    const both = await Promise.all(
      [1, 2].map(() => speak(victim.port, { body: send(victim.ticket) })),
    );
    expect(both.map(({ text }) => resultsIn(text))).toEqual([[''], ['']]);
  });

  it('lets the right password in however many wrong ones came, and says busy while a session lives', async () => {
    const reply = await speak(victim.port, { body: login(victim.user, victim.password) });
    expect(resultsIn(reply.text)[1]).toBe('busy');
  });

  it('answers nothing to a ticket once it is closed', async () => {
    const close = call('closeConnection', `<ticket>${victim.ticket}</ticket>`);
    await speak(victim.port, { body: close });
    const reply = await speak(victim.port, { body: send(victim.ticket) });
    expect(resultsIn(reply.text)).toEqual(['']);
  });
});
