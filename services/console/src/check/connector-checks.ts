import {
  isQuiet,
  POLLS_EVERY_MS,
  type Connection,
  type ConnectorOutcome,
  type Poll,
} from '@ml-connector/connections';
import type { Check } from './connection-check.js';

type AskedInterval = Pick<Connection, 'minimumIntervalSeconds'>;

const MINUTE_MS = 60_000;

/** What the gateway's own notes say: whether the Web Connector calls, and how its last update ended. */
export const connectorChecks = (
  poll: Poll | null,
  update: ConnectorOutcome | null,
  now: number,
  asked: AskedInterval = {},
): readonly Check[] => [pollCheck(poll, now, asked), updateCheck(update)];

const pollCheck = (poll: Poll | null, now: number, asked: AskedInterval): Check => {
  const { at = null, everyMs = null, refusedAt = null } = poll ?? {};
  const name = 'web-connector-calls';
  if (refusedAt !== null && (at === null || refusedAt > at)) {
    return {
      name,
      state: 'problem',
      cause: 'wrong-password',
      sentence:
        'The Web Connector called with a wrong password. Enter the password of this connection in the Web Connector; if it is lost, rotate it (what: qbwc) and enter the new one.',
      checkedAt: refusedAt,
    };
  }
  if (at === null) {
    return {
      name,
      state: 'unknown',
      sentence:
        'No Web Connector has called yet. Add the .qwc file of this connection to the Web Connector, enter the password and tick Auto-Run.',
      checkedAt: null,
    };
  }
  const expectedMs = Math.max(
    everyMs ?? POLLS_EVERY_MS,
    (asked.minimumIntervalSeconds ?? 0) * 1_000,
  );
  const minutes = Math.max(1, Math.round(expectedMs / MINUTE_MS));
  const often = minutes === 1 ? 'every minute' : `about every ${minutes} minutes`;
  return isQuiet({ at, everyMs, refusedAt }, now, asked)
    ? {
        name,
        state: 'problem',
        cause: 'quiet',
        sentence: `The Web Connector has not called since ${at}; it used to call ${often}. See that the PC is on and somebody is logged in to Windows, that the Web Connector runs with Auto-Run ticked, and that the certificate of this address is valid.`,
        checkedAt: at,
      }
    : {
        name,
        state: 'ok',
        sentence: `The Web Connector calls; it is expected ${often}.`,
        checkedAt: at,
      };
};

const updateCheck = (update: ConnectorOutcome | null): Check => {
  const name = 'web-connector-update';
  if (update === null) {
    return { name, state: 'unknown', sentence: 'No update has run yet.', checkedAt: null };
  }
  const { at, outcome, sentence, cause } = update;
  return outcome === 'done'
    ? { name, state: 'ok', sentence: `The last update ended well. ${sentence}`, checkedAt: at }
    : {
        name,
        state: 'problem',
        ...(cause === null ? {} : { cause }),
        sentence,
        checkedAt: at,
      };
};
