export type { Address } from './address.js';
export * from './customer.js';
export * from './error-body.js';
export type { DecimalText } from './field.js';
export type { ResolveHost } from './guarded-lookup.js';
export { guardedLookup } from './guarded-lookup.js';
export type { MetaData } from './meta-data.js';
export type {
  CouponLine,
  FeeLine,
  LineItem,
  LineTax,
  ShippingLine,
  TaxLine,
} from './order-line.js';
export type { OrderPage, OrderQuery, UnreadableOrder } from './order-page.js';
export * from './order.js';
export * from './ping.js';
export * from './product.js';
export * from './refund.js';
export * from './resource-id.js';
export * from './safe-json.js';
export { ShopUnavailable } from './shop-unavailable.js';
export * from './signature.js';
export { isPublicAddress, storeAddress } from './store-address.js';
export * from './store-client.js';
export type { StoreSettings, StoreSite } from './store-settings.js';
export type { StoreAccess } from './store-transport.js';
export type { NewWebhook, StoreWebhook, WebhookChange } from './store-webhook.js';
