import type { Reason } from '@ml-connector/contracts';
import { formatCents, ZERO } from '@ml-connector/kernel';
import { postingId, type WishFields } from '@ml-connector/postings';
import type { Order } from '@ml-connector/woocommerce';
import type { BooksContext } from './books-context.js';
import { chooseAccount } from './choose-account.js';
import { memoOf, paymentMethodFields } from './document-head.js';
import { reference } from './find-item.js';
import { currencyRule, rateFields, receivableFields } from './order-currency.js';
import { accountNamed, paymentAccount } from './payment-account.js';
import type { PlannedDocument } from './planned-document.js';
import type { Readable } from './sale-line.js';
import { withoutEmpty } from './shopper-profile.js';

/**
 * The money of a refund of a paid sale leaves, so that nobody owes anybody anything: a credit card refund or a check by
 * rule, applied to the credit memo. None where the credit shall stay open.
 */
export const planPayOut = (
  order: Order,
  { memo, customer }: { readonly memo: PlannedDocument; readonly customer: PlannedDocument },
  books: BooksContext,
): readonly PlannedDocument[] => {
  const { payOut } = books.rules.refunds;
  const isMoney = books.rules.document !== 'sales-order' && memo.total !== 0;
  if (payOut === 'none' || !isMoney) return [];
  const id = postingId(books.connectionId, 'refund-payment', memo.source.id);
  const blank: PlannedDocument = {
    ...memo,
    postingId: id,
    kind: 'refund-payment',
    object: payOut === 'check' ? 'Check' : 'ARRefundCreditCard',
    fields: {},
    refNumber: payOut === 'check' ? null : memo.refNumber,
    dependsOn: [],
    follows: memo.postingId,
    basis: [memo.source.id, memo.total, memo.fields['TxnDate'] ?? null],
  };
  if (memo.hold) return [blank];
  const made = payOut === 'check' ? checkFields(blank, books) : cardFields(order, blank, books);
  if (made.hold) return [held(blank, made.hold)];
  const applied = {
    TxnID: { $posting: memo.postingId, $take: 'TxnID' as const },
    [payOut === 'check' ? 'Amount' : 'RefundAmount']: formatCents(memo.total ?? ZERO),
  };
  const who = { ListID: reference(customer.postingId) };
  const fields: WishFields = withoutEmpty({
    ...made.value,
    [payOut === 'check' ? 'PayeeEntityRef' : 'CustomerRef']: who,
    TxnDate: memo.fields['TxnDate'] ?? '',
    Memo: memoOf(`Paid back: refund ${memo.source.id} of order ${order.number}`, id),
    [payOut === 'check' ? 'ApplyCheckToTxnAdd' : 'RefundAppliedToTxnAdd']: applied,
  });
  return [{ ...blank, fields, dependsOn: [customer.postingId, memo.postingId] }];
};

const held = (blank: PlannedDocument, hold: Reason): PlannedDocument => ({ ...blank, hold });

const cardFields = (
  order: Order,
  { refNumber }: PlannedDocument,
  books: BooksContext,
): Readable<WishFields> => {
  const from = refundAccount(order, books);
  if (from.hold) return from;
  const receivable = receivableFields(order.currency, books);
  if (receivable.hold) return receivable;
  return {
    value: {
      ...(from.value === null ? {} : { RefundFromAccountRef: { ListID: from.value } }),
      ...receivable.value,
      RefNumber: refNumber ?? '',
      ...paymentMethodFields(order, books),
    },
  };
};

/** The account that the rules name for refunds, else the payment method's, else where its money went by default. */
const refundAccount = (order: Order, books: BooksContext): Readable<string | null> => {
  const { account } = books.rules.refunds;
  if (account !== null && !currencyRule(order.currency, books))
    return accountNamed(account, 'refunds.account', books);
  const own = paymentAccount(order, books);
  if (own.hold || own.value !== null) return own;
  const usual = chooseAccount('deposit', books);
  return { value: usual.value?.listId ?? null };
};

/** A check has no number of ours: its number is the next of the checkbook. */
const checkFields = ({ currency }: PlannedDocument, books: BooksContext): Readable<WishFields> => {
  const { account } = books.rules.refunds;
  const bank = accountNamed(account, 'refunds.account', books, ['Bank']);
  return bank.hold
    ? bank
    : {
        value: {
          AccountRef: { ListID: bank.value ?? '' },
          ...rateFields(currency ?? '', books),
        },
      };
};
