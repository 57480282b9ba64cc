import { readRequestId, readRequests } from '@ml-connector/bookkeeping';
import { type Envelope, type Topic, TOPICS } from '@ml-connector/contracts';
import type { DocumentStore } from '@ml-connector/document-store';
import { type Clock, type Failpoint, isAppError, isoTime, type Json } from '@ml-connector/kernel';
import type { Vault } from '@ml-connector/sealing';
import { isPing, safeJson, verifyDelivery } from '@ml-connector/woocommerce';
import type { Inbox } from '../inbox/inbox.js';
import { contentHash } from '../observing/content-hash.js';
import {
  customerObservation,
  type Observation,
  type ObservedContent,
  orderObservation,
} from '../observing/observation.js';
import { type Content, sealContents } from '../observing/seal-contents.js';
import { customerShopper, orderShopper, shopperOf } from '../observing/shopper.js';
import type { DeliveryOutcome } from './delivery-outcome.js';
import { type Delivery, readDelivery } from './read-delivery.js';
import type { RecentIds } from './recent-ids.js';

export interface AcceptingDeliveries {
  readonly inbox: Pick<Inbox, 'take'>;
  readonly store: DocumentStore;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly failpoint: Failpoint;
  readonly recent: RecentIds;
}

/** A request as it came, with the secrets that its connection accepts. */
export interface ReceivedDelivery {
  readonly connectionId: string;
  readonly secrets: readonly string[];
  readonly body: Uint8Array;
  readonly contentType: string | undefined;
  /** Every X-WC-Webhook-Signature header. */
  readonly signatures: readonly string[];
  /** X-WC-Webhook-Resource, unsigned. */
  readonly resource: string | undefined;
}

export interface AcceptedDelivery {
  readonly outcome: DeliveryOutcome;
  /** For the log: a code or a place in the body, never a value. */
  readonly detail?: string;
}

/** How many GETs may wait for one shop before hints are dropped. */
const MOST_WAITING_READS = 1_000;

/**
 * Takes a delivery in. Whatever was seen is durable when it resolves.
 * @throws AppError STORE_UNAVAILABLE: nothing durable is possible, the shop is to be told so. A log that is down costs no
 * delivery.
 */
export const acceptDelivery = async (
  to: AcceptingDeliveries,
  delivery: ReceivedDelivery,
): Promise<AcceptedDelivery> => {
  const { signatures, body } = delivery;
  if (signatures.length === 0 && isPing(delivery.contentType, body)) return { outcome: 'ping' };
  const [signature] = signatures;
  if (signature === undefined) return { outcome: 'unsigned' };
  if (signatures.length > 1 || !isSigned(delivery, signature))
    return { outcome: 'signature-wrong' };
  const json = jsonOf(body);
  if (json === undefined) return { outcome: 'not-json' };
  await to.failpoint('in.verified');
  return take(to, delivery, readDelivery(json, delivery.resource));
};

/** Every secret is tried, whichever fits: the time tells only how many there are. */
const isSigned = ({ body, secrets }: ReceivedDelivery, signature: string): boolean =>
  secrets.map((secret) => verifyDelivery(body, signature, secret)).includes(true);

const jsonOf = (body: Uint8Array): Json | undefined => {
  try {
    return safeJson(body);
  } catch (error) {
    if (isAppError(error, 'INPUT_INVALID')) return undefined;
    throw error;
  }
};

const take = (
  to: AcceptingDeliveries,
  { connectionId }: ReceivedDelivery,
  delivery: Delivery,
): Promise<AcceptedDelivery> | AcceptedDelivery => {
  switch (delivery.kind) {
    case 'order':
      return observeOrder(to, connectionId, delivery);
    case 'customer':
      return observeCustomer(to, connectionId, delivery);
    case 'hint':
      return askForRead(to, connectionId, delivery);
    case 'shop-error':
      return { outcome: 'shop-error', detail: delivery.code };
    case 'unusable':
      return {
        outcome: 'unusable',
        detail: `${delivery.what} ${delivery.id}: ${delivery.problem}`,
      };
    case 'ignored':
      return { outcome: 'ignored' };
  }
};

const observeOrder = async (
  to: AcceptingDeliveries,
  connectionId: string,
  { order, raw }: Extract<Delivery, { kind: 'order' }>,
): Promise<AcceptedDelivery> => {
  const keys = await to.vault.keysOf(connectionId, []);
  const hash = contentHash(keys, raw);
  return appendOnce(to, {
    topic: TOPICS.orders,
    connectionId,
    hash,
    content: { raw, shopper: shopperOf(order, keys), substitute: orderShopper(order.id) },
    eventOf: (seen, content) => orderObservation(seen, order, content),
  });
};

const observeCustomer = async (
  to: AcceptingDeliveries,
  connectionId: string,
  { customer, raw }: Extract<Delivery, { kind: 'customer' }>,
): Promise<AcceptedDelivery> => {
  const keys = await to.vault.keysOf(connectionId, []);
  return appendOnce(to, {
    topic: TOPICS.customers,
    connectionId,
    hash: contentHash(keys, raw),
    content: { raw, shopper: customerShopper(customer.id), substitute: null },
    eventOf: (seen, content) => customerObservation(seen, customer, content),
  });
};

interface ToAppend {
  readonly topic: Topic;
  readonly connectionId: string;
  readonly hash: string;
  readonly content: Content;
  readonly eventOf: (seen: Observation, content: ObservedContent) => Envelope;
}

const appendOnce = async (
  to: AcceptingDeliveries,
  { topic, connectionId, hash, content, eventOf }: ToAppend,
): Promise<AcceptedDelivery> => {
  const known = `${connectionId}|${topic}|${hash}`;
  if (to.recent.has(known)) return { outcome: 'repeated' };
  const [sealed] = await sealContents(to.vault, connectionId, [content]);
  if (!sealed) return { outcome: 'erased' };
  const seen: Observation = {
    connectionId,
    observedBy: 'webhook',
    readNumber: 0,
    recordedAt: isoTime(to.clock.now()),
    causationId: 'webhook',
  };
  await to.inbox.take(topic, [eventOf(seen, { ...sealed, contentHash: hash })]);
  to.recent.add(known);
  await to.failpoint('in.stored');
  return { outcome: 'observed' };
};

const askForRead = async (
  to: AcceptingDeliveries,
  connectionId: string,
  { what, id }: Extract<Delivery, { kind: 'hint' }>,
): Promise<AcceptedDelivery> => {
  const collection = to.store.collection(readRequests);
  const waiting = await collection.count({
    index: 'byConnection',
    equals: [connectionId],
    limit: MOST_WAITING_READS,
  });
  if (waiting >= MOST_WAITING_READS) return { outcome: 'hints-full' };
  const request = {
    connectionId,
    what,
    sourceId: id,
    reason: 'hint',
    askedAt: isoTime(to.clock.now()),
  } as const;
  await collection.insert(readRequestId(request), request);
  return { outcome: 'asked' };
};
