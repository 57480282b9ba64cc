import type { QbFields } from '../language/qb-fields.js';

/**
 * The fields of an Add request as they leave: an invoice that takes a sales order over (`LinkToTxnID`) gets its lines from
 * there, and would have each twice if they were sent as well.
 * @param object QuickBooks' own word, e.g. `Invoice`.
 */
export const withoutLinkedLines = (object: string, fields: QbFields): QbFields => {
  if (!('LinkToTxnID' in fields)) return fields;
  const { [`${object}LineAdd`]: _, ...rest } = fields;
  return rest;
};
