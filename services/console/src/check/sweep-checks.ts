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
  const orders = (sweep?.unreadable ?? []).filter(({ what }) => what === 'order');
  if (sweep?.lastRunAt && orders.length > 0)
    return {
      name: 'sweep',
      state: 'problem',
      cause: 'unreadable',
      sentence: cannotBeRead(orders.map(({ id }) => id)),
      checkedAt: sweep.lastRunAt,
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

/** Nothing is planned of such an order, so that this is the only place that names it. @param ids as the shop shows them */
const cannotBeRead = (ids: readonly (number | null)[]): string =>
  `Orders of the shop that cannot be read, so that nothing of them reaches the books: ${ids
    .map((id) => id ?? 'one without a number')
    .join(
      ', ',
    )}. Open and save them in the shop; if that does not help, a plugin has changed their form.`;

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
