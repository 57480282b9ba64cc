import type { QbFields } from '@ml-connector/qbxml';
import type { OpenSet } from '../company/company.js';
import type { Gateway } from '../gateway-ports.js';
import { readWishFields, resolveReferences } from '../sets/resolve-references.js';
import type { Sought } from './probe-requests.js';

/** The documents of an open set of which nobody knows whether they stand. */
export const openSought = async (gateway: Gateway, open: OpenSet): Promise<readonly Sought[]> => {
  const stored = await gateway.sets.get(open.setId);
  if (!stored) return [];
  const doubtful = open.undecided && new Set(open.undecided.map(({ requestId }) => requestId));
  const items = stored.value.items.filter(({ requestId }) => doubtful?.has(requestId) ?? true);
  const sealed = items.flatMap(({ fields }) => (fields === null ? [] : [fields]));
  const opened = await gateway.vault.open(sealed);
  const fieldsBySeal = new Map(sealed.map((seal, index) => [seal, opened[index] ?? null]));
  return items.map((item) => ({
    item,
    fields: plainFields(item.fields === null ? null : (fieldsBySeal.get(item.fields) ?? null)),
  }));
};

/** Fields that were stored after their references had been resolved. */
export const plainFields = (json: string | null): QbFields | null => {
  if (json === null) return null;
  const resolved = resolveReferences(readWishFields(json), new Map());
  return 'fields' in resolved ? resolved.fields : null;
};
