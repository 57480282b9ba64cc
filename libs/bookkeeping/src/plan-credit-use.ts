import { type Cents, formatCents, ZERO } from '@ml-connector/kernel';
import { postingId } from '@ml-connector/postings';
import type { Order } from '@ml-connector/woocommerce';
import type { BooksContext } from './books-context.js';
import { memoOf } from './document-head.js';
import { reference } from './find-item.js';
import { receivableFields } from './order-currency.js';
import type { PlannedDocument } from './planned-document.js';
import { withoutEmpty } from './shopper-profile.js';

/** What the posting of a credit's use is named by. @param source that of the credit memo. */
export const creditUseSource = (source: string): string => `credit-${source}`;

/**
 * A credit memo set off against the open invoice of its order: a payment of nothing that carries it, as QuickBooks does
 * it in its window of payments. None where there is nothing to set off.
 */
export const planCreditUse = (
  order: Order,
  of: {
    /** What the credit memo is named by. */
    readonly sourceId: string;
    readonly memo: PlannedDocument;
    readonly invoice: PlannedDocument;
    readonly customer: PlannedDocument;
    readonly amount: Cents;
  },
  books: BooksContext,
): readonly PlannedDocument[] => {
  const { sourceId, memo, invoice, customer, amount } = of;
  if (amount <= 0) return [];
  const id = postingId(books.connectionId, 'payment', creditUseSource(sourceId));
  const blank: PlannedDocument = {
    ...memo,
    postingId: id,
    kind: 'payment',
    object: 'ReceivePayment',
    fields: {},
    refNumber: null,
    total: ZERO,
    computedTax: ZERO,
    dependsOn: [],
    follows: memo.postingId,
    basis: [memo.postingId, amount, memo.fields['TxnDate'] ?? null],
  };
  const receivable = receivableFields(order.currency, books);
  const hold = memo.hold ?? receivable.hold ?? null;
  if (hold) return [{ ...blank, hold }];
  const fields = withoutEmpty({
    CustomerRef: { ListID: reference(customer.postingId) },
    ...receivable.value,
    TxnDate: memo.fields['TxnDate'] ?? '',
    RefNumber: memo.refNumber ?? '',
    TotalAmount: formatCents(ZERO),
    Memo: memoOf(`Credit ${memo.refNumber ?? ''} for order ${order.number}`, id),
    AppliedToTxnAdd: {
      TxnID: { $posting: invoice.postingId, $take: 'TxnID' },
      PaymentAmount: formatCents(ZERO),
      SetCredit: {
        CreditTxnID: { $posting: memo.postingId, $take: 'TxnID' },
        AppliedAmount: formatCents(amount),
      },
    },
  });
  return [
    {
      ...blank,
      fields,
      dependsOn: [customer.postingId, invoice.postingId, memo.postingId],
    },
  ];
};
