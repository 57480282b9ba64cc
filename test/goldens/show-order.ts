import type { Order, Refund } from '@ml-connector/woocommerce';

/** An order as the shop told it, for people to read. */
export const showOrder = (order: Order): readonly string[] => [
  `Order ${order.number}, ${order.status}, ${order.currency} ${order.total}, of it tax ${order.totalTax}`,
  `  made ${order.createdAt}, paid ${order.paidAt ?? 'not yet'} by ${order.paymentMethodTitle || 'nobody knows what'}`,
  ...order.lineItems.map(
    ({ quantity, name, sku, subtotal, total, totalTax }) =>
      `  line     ${amount(total)} tax ${amount(totalTax)}  ${quantity} x ${short(name)}${sku === null ? '' : ` (${sku})`}${subtotal === total ? '' : `, before discounts ${subtotal}`}`,
  ),
  ...order.shippingLines.map(
    ({ methodTitle, total, totalTax }) =>
      `  shipping ${amount(total)} tax ${amount(totalTax)}  ${methodTitle}`,
  ),
  ...order.feeLines.map(
    ({ name, total, totalTax }) => `  fee      ${amount(total)} tax ${amount(totalTax)}  ${name}`,
  ),
  ...order.couponLines.map(({ code }) => `  coupon   ${code}`),
  ...order.taxLines.map(
    ({ label, taxTotal, shippingTaxTotal, compound }) =>
      `  tax      ${amount(taxTotal)} on goods, ${shippingTaxTotal} on shipping  ${label}${compound ? ', compound' : ''}`,
  ),
];

export const showRefund = (refund: Refund): readonly string[] => [
  `Refund ${refund.id}, ${refund.amount}, made ${refund.createdAt}${refund.reason ? `: ${refund.reason}` : ''}`,
  ...refund.lineItems.map(
    ({ quantity, name, total, totalTax }) =>
      `  line     ${amount(total)} tax ${amount(totalTax)}  ${quantity} x ${short(name)}`,
  ),
  ...refund.shippingLines.map(
    ({ methodTitle, total, totalTax }) =>
      `  shipping ${amount(total)} tax ${amount(totalTax)}  ${methodTitle}`,
  ),
  ...refund.feeLines.map(
    ({ name, total, totalTax }) => `  fee      ${amount(total)} tax ${amount(totalTax)}  ${name}`,
  ),
];

const amount = (text: string): string => text.padStart(8);

const short = (name: string): string => (name.length > 60 ? `${name.slice(0, 57)}...` : name);
