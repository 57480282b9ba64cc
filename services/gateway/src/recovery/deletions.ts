import { sha256Hex } from '@ml-connector/kernel';
import { textAt, type QbResponse } from '@ml-connector/qbxml';
import { z } from 'zod';

/** A transaction that a person deleted: QuickBooks tells its number, but not its memo. */
export const deletionSchema = z.strictObject({ txnId: z.string() });
export type Deletion = z.infer<typeof deletionSchema>;

/** By what a deleted document is known again: the company, QuickBooks' word for it and its number. */
export const deletionIdOf = (connectionId: string, object: string, refNumber: string): string =>
  `del-${sha256Hex([connectionId, object, refNumber.toLowerCase()].join('|')).slice(0, 32)}`;

/** What an answer to a TxnDeletedQuery tells. */
export const deletionsIn = (
  connectionId: string,
  { rets }: Pick<QbResponse, 'rets'>,
): readonly { readonly id: string; readonly value: Deletion }[] =>
  rets.flatMap(({ fields }) => {
    const [type, number] = [textAt(fields, 'TxnDelType'), textAt(fields, 'RefNumber')];
    if (type === undefined || number === undefined || number === '') return [];
    const txnId = textAt(fields, 'TxnID') ?? '';
    return [{ id: deletionIdOf(connectionId, type, number), value: { txnId } }];
  });
