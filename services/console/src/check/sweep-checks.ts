import type { Sweep } from '@ml-connector/connections';
import type { Check } from './connection-check.js';

/** What ingestion's own notes say: whether the shop could be read lately, and whether its webhooks stand. */
export const sweepChecks = (sweep: Sweep | null): readonly Check[] => [
  sweepCheck(sweep),
  webhooksCheck(sweep),
];

const sweepCheck = (sweep: Sweep | null): Check => {
  if (sweep?.lastError)
    return {
      name: 'sweep',
      state: 'problem',
      sentence: sweep.lastError.sentence,
      checkedAt: sweep.lastError.at,
    };
  return sweep?.lastRunAt
    ? {
        name: 'sweep',
        state: 'ok',
        sentence: 'The shop was read to the end; nothing is missing.',
        checkedAt: sweep.lastRunAt,
      }
    : {
        name: 'sweep',
        state: 'unknown',
        sentence: 'The shop has not been read yet; the first reading follows within minutes.',
        checkedAt: null,
      };
};

const webhooksCheck = (sweep: Sweep | null): Check => {
  const { checkedAt = null, problem = null } = sweep?.webhooks ?? {};
  if (problem)
    return {
      name: 'webhooks',
      state: 'problem',
      sentence: problem.sentence,
      checkedAt: problem.at,
    };
  return checkedAt === null
    ? {
        name: 'webhooks',
        state: 'unknown',
        sentence:
          'The webhooks of the shop have not been looked at yet; orders come with the next reading.',
        checkedAt,
      }
    : { name: 'webhooks', state: 'ok', sentence: 'The webhooks of the shop stand.', checkedAt };
};
