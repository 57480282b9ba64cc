import type { ConnectorOutcome, Poll } from '@ml-connector/connections';
import type { Check } from './connection-check.js';

const MINUTE_MS = 60_000;
/** As the .qwc file asks; the owner may have set another in the Web Connector. */
const EVERY_MS = 5 * MINUTE_MS;
/** That many calls may fail to come. */
const MISSED = 3;

/** What the gateway's own notes say: whether the Web Connector calls, and how its last update ended. */
export const connectorChecks = (
  poll: Poll | null,
  update: ConnectorOutcome | null,
  now: number,
): readonly Check[] => [pollCheck(poll, now), updateCheck(update)];

const pollCheck = (poll: Poll | null, now: number): Check => {
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
  const expectedMs = Math.max(everyMs ?? 0, EVERY_MS);
  const often = `about every ${Math.round(Math.max(everyMs ?? EVERY_MS, MINUTE_MS) / MINUTE_MS)} minutes`;
  const isQuiet = now - Date.parse(at) > MISSED * expectedMs;
  return isQuiet
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
