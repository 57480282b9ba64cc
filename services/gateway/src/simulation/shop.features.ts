import { orderKey } from '@ml-connector/contracts';
import {
  firstMissing,
  markerOf,
  postingId,
  type Posting,
  type PostingCommand,
  type PostingOrder,
  type Postings,
} from '@ml-connector/postings';
import { amount } from './company-things.features.js';
import type { Scene } from './scene.features.js';

export type DocumentKind = 'customer' | 'invoice' | 'payment';

/** A document that the shop asks for. The oracle knows it by `birth`: its memo's first words, or its name. */
export interface Wanted {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly birth: string;
  readonly cents: number;
  readonly plan: Extract<PostingCommand, { type: 'Plan' }>;
}

export interface Shop {
  readonly wanted: Wanted[];
  readonly sell: () => void;
  /** Tells the gateway's postings what is wanted; a repeat changes nothing. */
  readonly plan: (postings: Postings) => Promise<void>;
  /** Everything is to be told again. */
  readonly forgetTold: () => void;
}

const CUSTOMERS = ['Ada', 'Bob'] as const;

/** The shop and mapping in one: orders with a customer, an invoice, and mostly a payment. */
export const createShop = (scene: Scene, connectionId: string): Shop => {
  const wanted: Wanted[] = [];
  let told = 0;
  let orders = 0;

  const want = (
    kind: DocumentKind,
    source: string,
    about: {
      birth: string;
      cents: number;
      fields: unknown;
      dependsOn: readonly string[];
      object: string;
      orderId: number | null;
    },
  ): string => {
    const id = postingId(connectionId, kind, source);
    if (wanted.some((one) => one.id === id)) return id;
    const { birth, cents, fields, dependsOn, object, orderId } = about;
    const request = JSON.stringify(fields);
    wanted.push({
      id,
      kind,
      birth,
      cents,
      plan: {
        type: 'Plan',
        kind,
        source: { type: kind === 'customer' ? 'customer' : 'order', id: source, number: source },
        orderId,
        key:
          orderId === null ? `${connectionId}|customer|${source}` : orderKey(connectionId, orderId),
        hold: null,
        waitingFor: null,
        adopt: null,
        wish: {
          object,
          request,
          shopper: 'shopper',
          fingerprint: request,
          refNumber: orderId === null ? null : String(orderId),
          total: orderId === null ? null : cents,
          currency: orderId === null ? null : 'USD',
          dependsOn: [...dependsOn],
          rulesVersion: 1,
          sourceVersion: 'v1',
          readUpTo: Number.MAX_SAFE_INTEGER,
        },
      },
    });
    return id;
  };

  return {
    wanted,
    sell() {
      orders += 1;
      const order = orders;
      const name = scene.chance.oneOf(CUSTOMERS);
      const cents = 1 + scene.chance.below(99_999);
      const customer = want('customer', name, {
        birth: name,
        cents: 0,
        fields: { Name: name },
        dependsOn: [],
        object: 'Customer',
        orderId: null,
      });
      const customerRef = { ListID: { $posting: customer, $take: 'ListID' } };
      const invoiceId = postingId(connectionId, 'invoice', String(order));
      const invoice = want('invoice', String(order), {
        birth: `Order ${order} `,
        cents,
        fields: {
          CustomerRef: customerRef,
          RefNumber: String(order),
          Memo: `Order ${order} ${markerOf(invoiceId)}`,
          InvoiceLineAdd: [{ ItemRef: { FullName: 'Goods' }, Amount: amount(cents) }],
        },
        dependsOn: [customer],
        object: 'Invoice',
        orderId: order,
      });
      if (scene.chance.happens(0.6)) return;
      const paymentId = postingId(connectionId, 'payment', String(order));
      want('payment', String(order), {
        birth: `Payment ${order} `,
        cents,
        fields: {
          CustomerRef: customerRef,
          RefNumber: String(order),
          TotalAmount: amount(cents),
          Memo: `Payment ${order} ${markerOf(paymentId)}`,
          AppliedToTxnAdd: [
            { TxnID: { $posting: invoice, $take: 'TxnID' }, PaymentAmount: amount(cents) },
          ],
        },
        dependsOn: [customer, invoice],
        object: 'ReceivePayment',
        orderId: order,
      });
    },
    async plan(postings) {
      if (told === wanted.length) return;
      const needed = wanted.slice(told).flatMap(({ plan }) => plan.wish.dependsOn);
      const known = new Map<string, Posting>(
        (await postings.getMany(needed)).map((posting) => [posting.id, posting]),
      );
      const plans = wanted.slice(told).map(({ id, plan }): PostingOrder => ({
        postingId: id,
        connectionId,
        command: { ...plan, waitingFor: firstMissing(plan.wish.dependsOn, known) },
      }));
      told = wanted.length;
      await postings.executeMany(plans);
    },
    forgetTold() {
      told = 0;
    },
  };
};
