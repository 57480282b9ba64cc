import type { CustomerDetails } from './change-customers.js';
import type { OrderEdit } from './change-orders.js';
import type { Ledger } from './ledger.js';
import type { RefundWish } from './refund-orders.js';
import type { Fault, SentDelivery, StoreState } from './store-state.js';
import type { WooCustomer, WooOrder, WooRefund } from './woo-order.js';
import type { WooProduct } from './woo-product.js';

/** How an order came about, which decides what is told and in which order. */
export type SalesChannel = 'checkout' | 'rest';

/** A running store. Every verb changes it at once and queues deliveries; {@link deliver} sends them. */
export interface StoreSimulator {
  /** Without a slash at the end. */
  readonly address: string;
  /** The key with read and write permission. */
  readonly consumerKey: string;
  readonly consumerSecret: string;
  /** A key that may only read. */
  readonly readOnlyKey: { readonly consumerKey: string; readonly consumerSecret: string };
  /** Everything that the store knows, for tests that look closer. */
  readonly state: StoreState;

  /** Sells generated orders, paid. */
  sell(count?: number, via?: SalesChannel): readonly WooOrder[];
  /** Sells captured orders as they were in the end, with their refunds; all of them unless ids are given. */
  sellCaptured(ids?: readonly number[], via?: SalesChannel): readonly WooOrder[];
  /** Sells an order as given. */
  sellOrder(order: WooOrder, via?: SalesChannel): WooOrder;
  /** A shopper opens the checkout and leaves. */
  abandonCheckout(): WooOrder;
  changeStatus(orderId: number, status: string): WooOrder;
  edit(orderId: number, edit: OrderEdit): WooOrder;
  refund(orderId: number, wish: RefundWish): WooRefund;
  deleteRefund(refundId: number): void;
  trash(orderId: number): void;
  restore(orderId: number): WooOrder;
  forceDelete(orderId: number): void;

  createCustomer(details: CustomerDetails): WooCustomer;
  updateCustomer(id: number, change: Partial<CustomerDetails>): WooCustomer;
  deleteCustomer(id: number): void;

  /** Puts a product into these categories and no others; nobody is told. */
  categorize(productId: number, ...names: readonly string[]): WooProduct;
  deleteProduct(productId: number): void;

  /** Sends all that waits, one by one. */
  deliver(): Promise<readonly SentDelivery[]>;
  /** Sends everything that was ever sent once more, byte for byte. */
  redeliver(): Promise<readonly (number | null)[]>;
  /** While off, deliveries are lost for ever. */
  setDelivery(on: boolean): void;
  addFault(fault: Fault): void;
  clearFaults(): void;

  ledger(): Ledger;
  close(): Promise<void>;
}
