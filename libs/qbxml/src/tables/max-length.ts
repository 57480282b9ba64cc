import type { ElementRule } from './content-model.js';
import { type RequestType, requestTable } from './request-tables.js';

/**
 * How many characters an element holds, e.g. 4095 for `('InvoiceAdd', 'InvoiceLineAdd/Desc')`.
 * @param path from the request's fields on; indices as in a violation's path are passed over.
 * @returns nothing if there is no such element, or no limit.
 */
export const maxLengthOf = (requestType: RequestType, path: string): number | undefined => {
  let content: ElementRule['content'] | undefined = requestTable(requestType)?.fields;
  for (const step of path.replace(/\[\d+\]/g, '').split('/'))
    content = content?.kind === 'sequence' ? content.elements.get(step)?.content : undefined;
  return content?.kind === 'scalar' ? content.maxLength : undefined;
};
