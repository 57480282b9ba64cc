import { toQuickBooksText } from '@ml-connector/qbxml';
import type { LineItem } from '@ml-connector/woocommerce';

const QUANTITY = /^\d{1,10}(?:\.\d{1,5})?$/;

/** As qbXML's QTYTYPE wants it: at most five decimals. */
export const quantityText = (quantity: number): string | null => {
  const text = String(quantity);
  return QUANTITY.test(text) ? text : null;
};

export const productName = (line: Pick<LineItem, 'name' | 'sku'>): string =>
  toQuickBooksText(line.name, LONGEST_DESC) ||
  toQuickBooksText(line.sku ?? '', LONGEST_DESC) ||
  'Product';

const LONGEST_DESC = 4095;
