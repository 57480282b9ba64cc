import { sourceVersionOf } from '@ml-connector/bookkeeping';
import type { Connection } from '@ml-connector/connections';
import type { PostingOrder } from '@ml-connector/postings';
import type { MappingPorts } from '../mapping-ports.js';
import { planDocuments, type PlanOrder } from '../planning/plan-documents.js';
import { writeBuyers } from '../planning/write-buyers.js';
import type { DecidedOpened, SettledOrder } from './decide-opened.js';
import { endingsOf } from './end-documents.js';

/** Plans and takes back postings as decided; customers are noted after their postings stand. */
export const carryOut = async (
  ports: MappingPorts,
  { id: connectionId, rulesVersion, rules }: Connection,
  { decisions, readUpTo }: DecidedOpened,
): Promise<void> => {
  const plans = decisions.flatMap((decision) => plansOf(decision, { rulesVersion, readUpTo }));
  await planDocuments(ports, connectionId, plans);
  const withdrawals = await endingsOf(ports, rules, decisions);
  if (withdrawals.length > 0)
    await ports.postings.executeMany(
      withdrawals.map(({ postingId, command }): PostingOrder => ({
        postingId,
        connectionId,
        command,
      })),
    );
  const planned = new Set(plans.map(({ document }) => document.postingId));
  await writeBuyers(
    ports,
    decisions.flatMap(({ customer }) =>
      customer?.news && planned.has(customer.document.postingId) ? [customer.news] : [],
    ),
  );
};

const plansOf = (
  { order, settled, customer }: SettledOrder,
  at: Pick<PlanOrder, 'rulesVersion' | 'readUpTo'>,
): readonly PlanOrder[] => {
  const { observed } = order.draft.value;
  if (!observed) return [];
  return settled.plans
    .filter(({ document }) => document.kind !== 'customer' || customer?.news)
    .map(({ document }) => ({
      document,
      shopper:
        document.kind === 'customer'
          ? (customer?.news?.shopper ?? observed.shopper)
          : observed.shopper,
      ...at,
      sourceVersion: sourceVersionOf(observed),
    }));
};
