import type { OrderGenerator } from './generate-orders.js';
import type { SimClock } from './sim-time.js';
import type { WooCustomer, WooOrder, WooRefund } from './woo-order.js';
import type { WooCategory, WooProduct } from './woo-product.js';

/** A webhook as the store keeps it, with what REST never shows. */
export interface Webhook {
  readonly id: number;
  name: string;
  status: 'active' | 'paused' | 'disabled';
  topic: string;
  deliveryUrl: string;
  secret: string;
  createdAt: number;
  modifiedAt: number | null;
  /** Consecutive failures, 0 to 6; the seventh disables. */
  failureCount: number;
  /** Set until a ping was answered with exactly 200. */
  pingPending: boolean;
}

/** A delivery that waits for the next run of the store's queue. The payload is built when it is sent. */
export interface PendingDelivery {
  readonly webhookId: number;
  readonly topic: string;
  readonly resourceId: number;
}

/** A delivery as it went out, kept so that it can be sent again. */
export interface SentDelivery {
  readonly webhookId: number;
  readonly topic: string;
  readonly resourceId: number;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The status that the receiver answered; `null` if none came. */
  readonly answered: number | null;
}

/** What the next requests to REST meet instead of an answer. */
export interface Fault {
  readonly kind:
    | 'http-500'
    | 'http-429'
    | 'http-503'
    | 'html'
    | 'slow'
    | 'truncated'
    | 'refused-key';
  /** How many requests meet it; absent: all until it is cleared. */
  times?: number;
  /** For `slow`, before the answer. Default 10,000. */
  readonly delayMs?: number;
  /** For 429 and 503, a `Retry-After` header. */
  readonly retryAfterSeconds?: number;
  /** Only requests whose path contains this. */
  readonly path?: string;
}

/** One key of the REST API. */
export interface ApiKey {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly permission: 'read' | 'read_write';
}

export interface StoreState {
  /** Where the store is reached, without a slash at the end. */
  address: string;
  readonly name: string;
  readonly clock: SimClock;
  currency: string;
  decimals: number;
  keys: readonly ApiKey[];
  readonly orders: Map<number, WooOrder>;
  /** By refund id, with the order that it belongs to. */
  readonly refunds: Map<number, { readonly orderId: number; readonly refund: WooRefund }>;
  readonly customers: Map<number, WooCustomer>;
  readonly products: Map<number, WooProduct>;
  /** That were made here, by their name as REST shows it. */
  readonly categories: Map<string, WooCategory>;
  readonly webhooks: Map<number, Webhook>;
  /** Orders that were deleted for good, for the ledger. */
  readonly gone: Set<number>;
  pending: PendingDelivery[];
  /** What stands in `pending`, so that it stands there once. */
  readonly queued: Set<string>;
  readonly sent: SentDelivery[];
  /** Deliveries that were swallowed while delivery was off. */
  readonly lost: PendingDelivery[];
  deliveryOn: boolean;
  faults: Fault[];
  readonly usedNonces: Set<string>;
  readonly ids: {
    /** Orders and refunds share one sequence. */
    next(): number;
    /** Lines of orders and plugin data. */
    line(): number;
    user(): number;
    webhook(): number;
  };
  readonly generate: OrderGenerator;
}

/** A sequence of ids that goes on behind the largest one in use. */
export const sequence = (largest: number): (() => number) => {
  let last = largest;
  return () => (last += 1);
};
