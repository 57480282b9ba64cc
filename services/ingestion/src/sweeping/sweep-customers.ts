import { isoTime } from '@ml-connector/kernel';
import type { Reading } from '../reading/reading.js';
import { recordCustomers } from '../reading/record-customers.js';
import { changeSweep } from './sweep-document.js';
import type { SweepingPorts } from './sweeping-ports.js';

const PAGE = 100;

/**
 * Reads registered customers page by page, all of them: the shop has no filter by date. What has not changed since it
 * was told costs nothing but the reading.
 */
export const sweepCustomers = async (
  ports: Pick<
    SweepingPorts,
    'lanes' | 'signals' | 'log' | 'store' | 'vault' | 'clock' | 'failpoint'
  >,
  reading: Reading,
  { from, maxPages }: { readonly from: number; readonly maxPages: number },
): Promise<'done' | 'more'> => {
  const { connectionId } = reading;
  for (let page = from; page < from + maxPages; page += 1) {
    const more = await ports.lanes(connectionId, async () => {
      const found = await reading.client.listCustomers({ page, perPage: PAGE });
      const { events } = await recordCustomers(ports, reading, found.customers);
      ports.signals.observed('sweep', events);
      for (const { id, problem } of found.unreadable)
        reading.onProblem({ what: 'customer', id, problem });
      return found.more;
    });
    await changeSweep(ports.store, connectionId, () =>
      more
        ? { customersPage: page + 1 }
        : { customersPage: null, customersReadAt: isoTime(ports.clock.now()) },
    );
    if (!more) return 'done';
  }
  return 'more';
};
