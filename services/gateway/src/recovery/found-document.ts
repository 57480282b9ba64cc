import { add, parseCents, ZERO, type Cents } from '@ml-connector/kernel';
import { textAt, type QbFields } from '@ml-connector/qbxml';
import { z } from 'zod';

/** A document of ours as it stands in the company file. Facts only, no personal data. */
export const foundDocumentSchema = z.strictObject({
  type: z.string(),
  txnId: z.string().nullable(),
  listId: z.string().nullable(),
  refNumber: z.string().nullable(),
  /** Minor units as QuickBooks reckoned them; `null` for list objects. */
  total: z.int().nullable(),
  editSequence: z.string(),
});
export type FoundDocument = z.infer<typeof foundDocumentSchema>;

/**
 * The facts of an object that QuickBooks returned.
 * @param object QuickBooks' own word, e.g. `Invoice`.
 * @returns `null` if it has no id.
 */
export const readDocument = (object: string, ret: QbFields): FoundDocument | null => {
  const txnId = textAt(ret, 'TxnID') ?? null;
  const listId = txnId === null ? (textAt(ret, 'ListID') ?? null) : null;
  if (txnId === null && listId === null) return null;
  return {
    type: object,
    txnId,
    listId,
    refNumber: textAt(ret, 'RefNumber') ?? null,
    total: txnId === null ? null : totalOf(ret),
    editSequence: textAt(ret, 'EditSequence') ?? '',
  };
};

/** Subtotal and sales tax where the document has them, else its total. */
const totalOf = (ret: QbFields): Cents | null => {
  const subtotal = amountAt(ret, 'Subtotal');
  if (subtotal === null) return amountAt(ret, 'TotalAmount') ?? amountAt(ret, 'Amount');
  return add(subtotal, amountAt(ret, 'SalesTaxTotal') ?? ZERO);
};

/** What is no amount counts as none: the document is then held for its total, not lost. */
const amountAt = (ret: QbFields, name: string): Cents | null => {
  const text = textAt(ret, name);
  if (text === undefined || !/^[+-]?\d{1,13}(?:\.\d{1,5})?$/.test(text)) return null;
  return parseCents(text);
};
