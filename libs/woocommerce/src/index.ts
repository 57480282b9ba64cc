export type { Address } from './address.js';
export * from './customer.js';
export * from './error-body.js';
export type { DecimalText } from './field.js';
export type { MetaData } from './meta-data.js';
export type {
  CouponLine,
  FeeLine,
  LineItem,
  LineTax,
  ShippingLine,
  TaxLine,
} from './order-line.js';
export * from './order.js';
export * from './ping.js';
export * from './refund.js';
export * from './resource-id.js';
export * from './signature.js';
