/** The part of a line's tax that one rate makes up, unrounded to 6 decimals. */
export interface WooLineTax {
  id: number;
  total: string;
  subtotal: string;
}

/** Plugin data. */
export interface WooMeta {
  id: number;
  key: string;
  value: unknown;
  [more: string]: unknown;
}

export interface WooLine {
  id: number;
  name: string;
  product_id: number;
  variation_id: number;
  quantity: number;
  tax_class: string;
  subtotal: string;
  subtotal_tax: string;
  total: string;
  total_tax: string;
  taxes: WooLineTax[];
  meta_data: WooMeta[];
  sku: string | null;
  price: number;
  [more: string]: unknown;
}

/** A shipping or fee line. */
export interface WooCharge {
  id: number;
  total: string;
  total_tax: string;
  taxes: WooLineTax[];
  [more: string]: unknown;
}

export interface WooTaxLine {
  id: number;
  rate_id: number;
  tax_total: string;
  shipping_tax_total: string;
  [more: string]: unknown;
}

export interface WooAddress {
  first_name: string;
  last_name: string;
  company: string;
  address_1: string;
  address_2: string;
  city: string;
  state: string;
  postcode: string;
  country: string;
  email?: string;
  phone: string;
}

/** An order as wc/v3 shows it, with the members in the order in which WooCommerce writes them. */
export interface WooOrder {
  id: number;
  status: string;
  currency: string;
  meta_data?: WooMeta[];
  prices_include_tax: boolean;
  date_created: string;
  date_modified: string;
  discount_total: string;
  discount_tax: string;
  shipping_total: string;
  shipping_tax: string;
  cart_tax: string;
  total: string;
  total_tax: string;
  customer_id: number;
  order_key: string;
  billing: WooAddress;
  shipping: WooAddress;
  date_completed: string | null;
  date_paid: string | null;
  number: string;
  line_items: WooLine[];
  tax_lines: WooTaxLine[];
  shipping_lines: WooCharge[];
  fee_lines: WooCharge[];
  refunds: { id: number; reason: string; total: string }[];
  date_created_gmt: string;
  date_modified_gmt: string;
  date_completed_gmt: string | null;
  date_paid_gmt: string | null;
  [more: string]: unknown;
}

/** A refund as `orders/ID/refunds` shows it: lines and taxes negative, `amount` positive. */
export interface WooRefund {
  id: number;
  date_created: string;
  date_created_gmt: string;
  amount: string;
  reason: string;
  line_items: WooLine[];
  shipping_lines: WooCharge[];
  tax_lines: WooTaxLine[];
  fee_lines: WooCharge[];
  [more: string]: unknown;
}

export interface WooCustomer {
  id: number;
  date_created: string;
  date_created_gmt: string;
  date_modified: string;
  date_modified_gmt: string;
  email: string;
  first_name: string;
  last_name: string;
  role: string;
  username: string;
  billing: WooAddress;
  shipping: WooAddress;
  [more: string]: unknown;
}

const hasAll = (value: unknown, keys: readonly string[]): boolean =>
  typeof value === 'object' && value !== null && keys.every((key) => key in value);

/** For content from captures and from whoever uses the control port. */
export const isWooOrder = (value: unknown): value is WooOrder =>
  hasAll(value, [
    'id',
    'status',
    'currency',
    'order_key',
    'total',
    'line_items',
    'tax_lines',
    'shipping_lines',
    'fee_lines',
    'refunds',
    'billing',
    'shipping',
    'date_modified_gmt',
  ]);

export const isWooRefund = (value: unknown): value is WooRefund =>
  hasAll(value, ['id', 'amount', 'reason', 'line_items', 'tax_lines', 'refunded_by']);

export const isWooCustomer = (value: unknown): value is WooCustomer =>
  hasAll(value, ['id', 'email', 'billing', 'shipping', 'date_modified_gmt']);
