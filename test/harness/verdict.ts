import { z } from 'zod';
import type { LoggedEvent } from './event-log-file.js';

/** What three witnesses say who know nothing of each other: the shop, the company file, the event log. */
export interface Witnesses {
  readonly orders: readonly {
    readonly id: number;
    readonly number: string;
    readonly status: string;
    readonly currency: string;
    readonly total: number;
  }[];
  readonly documents: readonly {
    readonly txnId: string;
    readonly kind: string;
    readonly refNumber?: string | undefined;
    readonly memo: string;
    readonly totalCents: number;
    readonly voided: boolean;
  }[];
  /** Every request that reached the company file. */
  readonly journal: readonly {
    readonly messageSetId?: string | undefined;
    readonly requestHash: string;
    readonly type: string;
    readonly status: number;
    readonly repeated: boolean;
  }[];
  /** Ids of transactions that a person deleted. */
  readonly deleted: readonly string[];
  readonly events: readonly LoggedEvent[];
}

export interface Verdict {
  /** Orders that should stand in the books, are not held, and do not. */
  readonly lost: number;
  /** Documents beyond the first of an order. */
  readonly double: number;
  /** What the books hold of those orders less what the shop sold, minor units. */
  readonly cents: number;
  /** The same and what the log says that the books do not, in sentences; none if all agree. */
  readonly faults: readonly string[];
}

const SOLD: ReadonlySet<string> = new Set(['processing', 'completed', 'refunded']);
const SALES: ReadonlySet<string> = new Set(['Invoice', 'SalesReceipt', 'SalesOrder']);
/** The Web Connector's own marks on the company file are none of ours. */
const WRITES = /^(?!DataExt).*(?:Add|Mod|Del|Void)$/;

/** Holds the witnesses against each other. */
export const judge = (witnesses: Witnesses, homeCurrency = 'EUR'): Verdict => {
  const { orders, documents, events } = witnesses;
  const held = heldOrders(events);
  const standing = documents.filter(({ voided, kind }) => !voided && SALES.has(kind));
  const postable = orders.filter(
    ({ id, status, currency, total }) =>
      SOLD.has(status) && currency === homeCurrency && total > 0 && !held.has(id),
  );
  let [lost, double, cents] = [0, 0, 0];
  const faults: string[] = [];
  for (const { number, total } of postable) {
    const own = standing.filter(({ refNumber }) => refNumber === number);
    const difference = own.reduce((sum, { totalCents }) => sum + totalCents, 0) - total;
    cents += difference;
    if (own.length === 1 && difference !== 0) {
      faults.push(
        `Order ${number} stands with ${difference} cents more than the shop sold it for.`,
      );
    }
    if (own.length === 0) {
      lost += 1;
      faults.push(`Order ${number} is lost.`);
    }
    if (own.length > 1) {
      double += own.length - 1;
      faults.push(`Order ${number} stands ${own.length} times.`);
    }
  }
  return { lost, double, cents, faults: [...faults, ...untold(witnesses), ...unkept(witnesses)] };
};

export const printVerdict = ({ lost, double, cents }: Verdict): string =>
  `lost ${lost}, double ${double}, cents ${cents}`;

/** Everything that changed the books was told to the log before, byte for byte; and so was every document after. */
const untold = ({ journal, documents, events }: Witnesses): readonly string[] => {
  const committed = new Map(
    events
      .filter(({ type }) => type === 'SetCommitted')
      .map(({ data }) => [text(data['setId']), text(data['bytesHash'])]),
  );
  const posted = new Set(postedIn(events).map(({ postingId, id }) => `${postingId} ${id}`));
  return [
    ...journal
      .filter(({ type, status, repeated }) => WRITES.test(type) && status === 0 && !repeated)
      .flatMap(({ messageSetId = '', requestHash, type }) => {
        const hash = committed.get(messageSetId);
        if (hash === undefined) return [`A ${type} ran in a set that the log does not know.`];
        return hash === requestHash ? [] : [`Set ${messageSetId} ran with other bytes.`];
      }),
    ...documents.flatMap(({ txnId, memo }) => {
      const [, postingId] = [...memo.matchAll(/\[ml:([^\]]+)\]/g)].at(-1) ?? [];
      return postingId === undefined || posted.has(`${postingId} ${txnId}`)
        ? []
        : [`The log does not know that ${postingId} stands as ${txnId}.`];
    }),
  ];
};

/** What the log says to stand stands, or a person deleted it. */
const unkept = ({ documents, deleted, events }: Witnesses): readonly string[] => {
  const there = new Set([...documents.map(({ txnId }) => txnId), ...deleted]);
  return postedIn(events)
    .filter(({ id, isTransaction }) => isTransaction && !there.has(id))
    .map(({ postingId, id }) => `The log says that ${postingId} stands as ${id}; it does not.`);
};

const documentSchema = z.object({ txnId: z.string().nullable(), listId: z.string().nullable() });

const postedIn = (events: readonly LoggedEvent[]) =>
  events
    .filter(({ type }) => type === 'PostingPosted')
    .map(({ data }) => {
      const { txnId, listId } = documentSchema.parse(data['document']);
      return {
        postingId: text(data['postingId']),
        id: txnId ?? listId ?? '',
        isTransaction: txnId !== null,
      };
    });

const HELD: ReadonlySet<string> = new Set(['PostingHeld', 'PostingWaiting', 'PostingSkipped']);

/** Orders of which some document is held, or never left because another one is. */
const heldOrders = (events: readonly LoggedEvent[]): ReadonlySet<number> => {
  const orderOf = new Map<string, number>();
  const last = new Map<string, string>();
  for (const { type, data } of events) {
    const postingId = text(data['postingId']);
    if (type === 'PostingPlanned' && typeof data['orderId'] === 'number') {
      orderOf.set(postingId, data['orderId']);
    }
    if (type.startsWith('Posting')) last.set(postingId, type);
  }
  return new Set(
    [...orderOf].flatMap(([postingId, orderId]) =>
      HELD.has(last.get(postingId) ?? '') ? [orderId] : [],
    ),
  );
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
