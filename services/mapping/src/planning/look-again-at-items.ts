import {
  mergeNeeds,
  plannedName,
  type PlannedListObject,
  planItemAgain,
} from '@ml-connector/bookkeeping';
import type { Connection } from '@ml-connector/connections';
import type { MappingPorts } from '../mapping-ports.js';
import { planAgain } from './plan-documents.js';

/** Decides again about items that are to be made. */
export const lookAgainAtItems = async (
  ports: MappingPorts,
  { id: connectionId }: Connection,
  planned: readonly PlannedListObject[],
): Promise<void> => {
  if (planned.length === 0) return;
  const needed = mergeNeeds([{ items: planned.map(plannedName), entities: [], emails: [] }]);
  const company = await ports.company.facts(connectionId, needed);
  const now = ports.clock.now();
  await planAgain(
    ports,
    connectionId,
    planned.map((one) => ({
      posting: one.posting,
      document: planItemAgain({ company, now }, one),
      readUpTo: company.readUpTo,
    })),
  );
};
