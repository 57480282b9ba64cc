import type { Rules } from '@ml-connector/connections';
import type { Reason } from '@ml-connector/contracts';

const withdrawal = (code: string, title: string): Reason => ({
  code,
  title,
  detail: '',
  fix: '',
  setting: null,
});

/** Why an order or refund asks for no document any more. */
export const orderEnded = (status: string): Reason =>
  status === 'trash'
    ? withdrawal('ORDER_TRASHED', 'The order lies in the trash of the shop.')
    : withdrawal('ORDER_ENDED', `The order is ${status} in the shop.`);
export const orderDeleted: Reason = withdrawal(
  'ORDER_DELETED',
  'The order was deleted in the shop.',
);
export const refundDeleted: Reason = withdrawal(
  'REFUND_DELETED',
  'The refund was deleted in the shop.',
);
export const orderUnpaid: Reason = withdrawal(
  'ORDER_UNPAID',
  'The shop waits for the payment of the order again.',
);
export const notAskedFor: Reason = withdrawal(
  'NOT_ASKED_FOR',
  'The order no longer asks for this document.',
);

/** By rule, what becomes of a sale that stands for an order that ended for this reason. */
export const endingByRule = (
  { code }: Reason,
  { changes }: Pick<Rules, 'changes'>,
  { isPaid }: { readonly isPaid: boolean },
): Rules['changes']['cancelled'] => {
  switch (code) {
    case 'ORDER_ENDED':
      return isPaid ? changes.cancelledPaid : changes.cancelled;
    case 'ORDER_TRASHED':
    case 'ORDER_DELETED':
      return changes.deleted;
    default:
      return 'hold';
  }
};
