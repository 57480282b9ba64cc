import { orderKey } from '@ml-connector/contracts';
import { markerOf, postingId, type Posting, type PostingCommand } from '@ml-connector/postings';
import type { World } from './gateway-world.features.js';

/** As much of a world as planning needs. */
export type PlanningWorld = Pick<
  World,
  'connectionId' | 'vault' | 'postings' | 'quickBooks' | 'time'
>;

export const invoiceId = (world: Pick<World, 'connectionId'>, order: number): string =>
  postingId(world.connectionId, 'invoice', String(order));
export const customerId = (world: Pick<World, 'connectionId'>, customer: string): string =>
  postingId(world.connectionId, 'customer', customer);

const planWish = async (
  world: PlanningWorld,
  fields: unknown,
  wish: {
    object: string;
    total: number | null;
    refNumber: string | null;
    dependsOn: string[];
    readUpTo?: number;
  },
) => {
  const keys = await world.vault.keysOf(world.connectionId, ['shopper']);
  const json = JSON.stringify(fields);
  return {
    ...wish,
    request: keys.seal('shopper', json),
    shopper: 'shopper',
    fingerprint: keys.hash(json),
    currency: wish.total === null ? null : 'USD',
    rulesVersion: 1,
    sourceVersion: 'v1',
  };
};

/** A customer that shall be in QuickBooks, or is taken for one that stands there, as mapping decides once it knows. */
export const planCustomer = async (
  world: PlanningWorld,
  name: string,
  more: Record<string, unknown> = {},
  readUpTo = Number.MAX_SAFE_INTEGER,
): Promise<void> => {
  const id = customerId(world, name);
  const isTaken = (await world.postings.get(id))?.reason?.code === 'NAME_IN_USE';
  const stands = world.quickBooks.things.find(
    ({ type, fields }) => type === 'Customer' && fields.some(({ text }) => text === name),
  );
  const adopt =
    isTaken && stands
      ? {
          type: 'Customer',
          txnId: null,
          listId: stands.id,
          refNumber: null,
          total: null,
          editSequence: String(Math.floor(stands.modifiedAt / 1_000)),
          postedAt: new Date(world.time.now).toISOString(),
        }
      : null;
  await world.postings.execute({
    postingId: id,
    connectionId: world.connectionId,
    command: {
      type: 'Plan',
      kind: 'customer',
      source: { type: 'customer', id: name, number: name },
      orderId: null,
      key: `${world.connectionId}|customer|${name}`,
      hold: null,
      waitingFor: null,
      adopt,
      wish: await planWish(
        world,
        { Name: name, ...more },
        { object: 'Customer', total: null, refNumber: null, dependsOn: [], readUpTo },
      ),
    },
  });
  if (adopt) await world.postings.releaseDependents(world.connectionId, [id]);
};

/** An invoice of 10.00, or of other lines, for a customer that is planned too. */
export const planInvoice = async (
  world: PlanningWorld,
  order: number,
  customer: string,
  amounts: readonly string[] = ['10.00'],
): Promise<void> => {
  const id = invoiceId(world, order);
  const cust = customerId(world, customer);
  const stands = (await world.postings.get(cust))?.document;
  const fields = {
    CustomerRef: { ListID: { $posting: cust, $take: 'ListID' } },
    RefNumber: String(order),
    Memo: `Order ${order} ${markerOf(id)}`,
    InvoiceLineAdd: amounts.map((amount, index) => ({
      ItemRef: { FullName: 'Consulting' },
      Desc: `Thing ${index + 1}`,
      Amount: amount,
    })),
  };
  await world.postings.execute({
    postingId: id,
    connectionId: world.connectionId,
    command: {
      type: 'Plan',
      kind: 'invoice',
      source: { type: 'order', id: String(order), number: String(order) },
      orderId: order,
      key: orderKey(world.connectionId, order),
      hold: null,
      waitingFor: stands ? null : cust,
      adopt: null,
      wish: await planWish(world, fields, {
        object: 'Invoice',
        total: amounts.reduce((sum, amount) => sum + Math.round(Number(amount) * 100), 0),
        refNumber: String(order),
        dependsOn: [cust],
      }),
    },
  });
};

export const stateOf = async (
  world: PlanningWorld,
  id: string,
): Promise<Posting['state'] | undefined> => (await world.postings.get(id))?.state;

export const paymentId = (world: PlanningWorld, order: number): string =>
  postingId(world.connectionId, 'payment', String(order));

/** The payment of 10.00 of an order's invoice. */
export const planPayment = async (world: PlanningWorld, order: number): Promise<void> => {
  const id = paymentId(world, order);
  const invoice = invoiceId(world, order);
  const fields = {
    CustomerRef: { FullName: 'Ada' },
    TotalAmount: '10.00',
    Memo: `Payment ${order} ${markerOf(id)}`,
    AppliedToTxnAdd: [{ TxnID: { $posting: invoice, $take: 'TxnID' }, PaymentAmount: '10.00' }],
  };
  await world.postings.execute({
    postingId: id,
    connectionId: world.connectionId,
    command: {
      type: 'Plan',
      kind: 'payment',
      source: { type: 'order', id: String(order), number: String(order) },
      orderId: order,
      key: orderKey(world.connectionId, order),
      hold: null,
      waitingFor: null,
      adopt: null,
      wish: await planWish(world, fields, {
        object: 'ReceivePayment',
        total: 1000,
        refNumber: null,
        dependsOn: [invoice],
      }),
    },
  });
};

/** That the order of an invoice was cancelled, with the rule that voids it. */
export const withdraw = async (world: PlanningWorld, order: number): Promise<void> => {
  const reason = { code: 'ORDER_ENDED', title: 'cancelled', detail: '', fix: '', setting: null };
  const payment = await world.postings.get(paymentId(world, order));
  const after = payment ? [payment.id] : [];
  const connectionId = world.connectionId;
  await world.postings.executeMany([
    ...after.map((id) => ({
      postingId: id,
      connectionId,
      command: {
        type: 'Withdraw' as const,
        reason,
        end: { operation: 'delete' as const, after: [] },
        waitingFor: null,
      } satisfies PostingCommand,
    })),
    {
      postingId: invoiceId(world, order),
      connectionId,
      command: {
        type: 'Withdraw',
        reason,
        end: { operation: 'void', after },
        waitingFor: after[0] ?? null,
      },
    },
  ]);
};
