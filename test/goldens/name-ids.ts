import type { Company } from '../simulators/company/index.js';

/** Puts the names of list objects and documents in the place of their ids, so that a request can be read. */
export const nameIds = (qbxml: string, company: Company): string => {
  const names = new Map<string, string>([
    ...company.inspect
      .lists()
      .map(({ listId, kind, fullName }) => [listId, `${kind} ${fullName}`] as const),
    ...company.inspect
      .documents()
      .map(({ txnId, kind, refNumber }) => [txnId, `${kind} ${refNumber ?? ''}`] as const),
  ]);
  return qbxml.replaceAll(
    /<(ListID|TxnID|EditSequence)>([^<]*)</g,
    (_, element: string, id: string) =>
      `<${element}>{${names.get(id) ?? (element === 'EditSequence' ? 'newest' : id)}}<`,
  );
};
