import { updateDocument, type Stored } from '@ml-connector/document-store';
import { CAPPED, cappedAs, type Capped } from '@ml-connector/postings';
import type { Company } from '../company/company.js';
import type { Gateway } from '../gateway-ports.js';
import { saveCompany, touched } from '../session/live-session.js';
import { adoptFound } from '../sets/adopt-found.js';
import { capReached } from '../sets/reasons.js';
import { isOver } from './daily-count.js';
import { lookAtCaps } from './look-at-caps.js';

const AT_ONCE = 500;

/**
 * Holds what is ready and has no room today; what is found to stand already is adopted, whatever the cap says. The
 * company says before that something may be held, and again afterwards: a login in between that took over found nothing.
 * @returns the company as it stands, `null` where somebody else was faster.
 */
export const holdOver = async (
  gateway: Gateway,
  stored: Stored<Company>,
): Promise<Stored<Company> | null> => {
  const { connectionId, epoch, today } = stored.value;
  const { caps, room } = await lookAtCaps(gateway, stored.value);
  const full = CAPPED.filter((capped) => room[capped] === 0);
  if (full.length === 0 || !today) return gateway.companies.get(connectionId);
  await remember(gateway, connectionId, full);
  const over = await adoptFound(
    gateway,
    await gateway.postings.ready(connectionId, AT_ONCE, isOver(room)),
  );
  const orders = over.flatMap((posting) => {
    const capped = cappedAs(posting);
    if (capped === null) return [];
    const reason = capReached(capped, today, caps[capped]);
    const command = { type: 'HoldForCap', reason } as const;
    return [{ postingId: posting.id, connectionId, command, capped }];
  });
  const outcomes = await gateway.postings.executeMany(orders);
  await gateway.failpoint('gw.capped');
  const held = orders.filter((_, index) => outcomes[index]?.outcome === 'changed');
  for (const capped of full) {
    const documents = held.filter((order) => order.capped === capped).length;
    if (documents > 0) gateway.signals.capped(capped, documents);
  }
  if (held.length > 0) {
    gateway.logger.warn(
      { event: 'cap.reached', connectionId, documents: held.length },
      'As much as its cap allows went into QuickBooks today: what is more is held.',
    );
  }
  const after = await remember(gateway, connectionId, full);
  const session = after?.value.session;
  if (!after || !session || after.value.epoch !== epoch) return null;
  return saveCompany(
    gateway,
    after,
    touched(gateway, after.value, { held: session.held + held.length }),
  );
};

const remember = (
  gateway: Gateway,
  connectionId: string,
  full: readonly Capped[],
): Promise<Stored<Company> | null> =>
  updateDocument(gateway.companies, connectionId, (company) => {
    const known = company?.capped ?? [];
    return company === null || full.every((capped) => known.includes(capped))
      ? null
      : { ...company, capped: [...new Set([...known, ...full])] };
  });
