import {
  type BalancedDocument,
  balancedDocument,
  type HashedDocument,
  type PlannedDocument,
} from '@ml-connector/bookkeeping';
import { canonicalJson } from '@ml-connector/kernel';
import {
  isInBooks,
  makesListObject,
  missingFor,
  type Posting,
  type PostingOrder,
  stands,
} from '@ml-connector/postings';
import { COMPANY_OWNER, type SealingKeys } from '@ml-connector/sealing';
import type { MappingPorts } from '../mapping-ports.js';

/** A document to be planned, and what it was decided from. */
export interface PlanOrder {
  readonly document: PlannedDocument;
  /** Under whose key the wish is sealed. */
  readonly shopper: string;
  readonly rulesVersion: number;
  readonly sourceVersion: string;
  /** The newest reading of the company file's lists that was known whole. */
  readonly readUpTo: number;
}

type Ports = Pick<MappingPorts, 'postings' | 'vault' | 'company' | 'wakes'>;

/**
 * Plans documents of one connection as postings: list objects first, so that what stands already holds nobody up.
 * Twice is as good as once.
 */
export const planDocuments = async (
  ports: Ports,
  connectionId: string,
  orders: readonly PlanOrder[],
): Promise<void> => {
  if (orders.length === 0) return;
  const keys = await ports.vault.keysOf(connectionId, [...new Set(orders.map(ownerOf))]);
  const known = await knownPostings(ports, orders);
  const lists = new Map(
    orders
      .filter(({ document }) => document.orderId === null)
      .filter(
        ({ document, readUpTo }) =>
          document.kind !== 'item' || isToPlan(known.get(document.postingId), readUpTo),
      )
      .map((order) => [order.document.postingId, order]),
  );
  const transactions = orders.filter(({ document }) => document.orderId !== null);
  // An invoice waits for the change of the sales order that it takes over, so that is planned before.
  const [forerunners, others] = partition(transactions);
  for (const wave of [[...lists.values()], forerunners, others].filter(
    ({ length }) => length > 0,
  )) {
    const outcomes = await ports.postings.executeMany(
      wave.map((order) => postingOrder(connectionId, order, { keys, known })),
    );
    for (const outcome of outcomes)
      if (outcome.outcome !== 'missing') known.set(outcome.posting.id, outcome.posting);
  }
  await releaseMissed(ports, connectionId, { transactions, known });
  if (lists.size > 0) await wakeIfOutread(ports, connectionId, orders);
};

const partition = (transactions: readonly PlanOrder[]) => {
  const isTakenOver = ({ document }: PlanOrder): boolean => document.isTakenOver === true;
  return [
    transactions.filter(isTakenOver),
    transactions.filter((order) => !isTakenOver(order)),
  ] as const;
};

/** An item is planned once; again only where it could not be made, or is still to be made and the lists were read since. */
const isToPlan = (posting: Posting | undefined, readUpTo: number): boolean =>
  posting === undefined ||
  posting.state === 'held' ||
  posting.state === 'skipped' ||
  (makesListObject(posting) && (posting.wish.readUpTo ?? 0) < readUpTo);

/** The lists were read while these were decided: whoever looked again did not see them yet. */
const wakeIfOutread = async (
  { company, wakes }: Pick<MappingPorts, 'company' | 'wakes'>,
  connectionId: string,
  orders: readonly PlanOrder[],
): Promise<void> => {
  const { readUpTo } = await company.state(connectionId);
  if (orders.some((order) => order.readUpTo < readUpTo)) wakes.add(connectionId);
};

/** A customer or item that is planned, as it was decided again. */
export interface PlannedAgain {
  readonly posting: Posting;
  readonly document: PlannedDocument;
  readonly readUpTo: number;
}

/** Plans again what was planned before, by the rules and the source that it was decided from. */
export const planAgain = (
  ports: Ports,
  connectionId: string,
  decided: readonly PlannedAgain[],
): Promise<void> =>
  planDocuments(
    ports,
    connectionId,
    decided.map(({ posting: { wish }, document, readUpTo }) => ({
      document,
      readUpTo,
      shopper: wish.shopper,
      rulesVersion: wish.rulesVersion,
      sourceVersion: wish.sourceVersion,
    })),
  );

const knownPostings = async (
  { postings }: Ports,
  orders: readonly PlanOrder[],
): Promise<Map<string, Posting>> => {
  const ids = orders.flatMap(({ document }) =>
    document.kind === 'item'
      ? [document.postingId]
      : [...document.dependsOn, ...(document.after ?? [])],
  );
  const found = await postings.getMany([...new Set(ids)]);
  return new Map(found.map((posting) => [posting.id, posting]));
};

const wished = ({ dependsOn, after = [] }: PlannedDocument) => ({
  dependsOn: [...dependsOn],
  after: [...after],
});

const ownerOf = ({ document, shopper }: PlanOrder): string =>
  document.kind === 'item' ? COMPANY_OWNER : shopper;

const postingOrder = (
  connectionId: string,
  order: PlanOrder,
  { keys, known }: { readonly keys: SealingKeys; readonly known: ReadonlyMap<string, Posting> },
): PostingOrder => {
  const document: BalancedDocument = balancedDocument(order.document);
  const request = canonicalJson(document.fields);
  const owner = ownerOf(order);
  return {
    postingId: document.postingId,
    connectionId,
    command: {
      type: 'Plan',
      kind: document.kind,
      source: document.source,
      orderId: document.orderId,
      key: document.key,
      wish: {
        object: document.object,
        request: keys.seal(owner, request),
        shopper: owner,
        fingerprint: keys.hash(`wish|${document.object}|${request}`),
        refNumber: document.refNumber,
        total: document.total,
        currency: document.currency,
        dependsOn: [...document.dependsOn],
        ...(document.after && document.after.length > 0 ? { after: [...document.after] } : {}),
        rulesVersion: order.rulesVersion,
        sourceVersion: order.sourceVersion,
        ...(document.orderId === null ? { readUpTo: order.readUpTo } : {}),
        ...(document.onChange ? { onChange: document.onChange } : {}),
      },
      hold: document.hold,
      waitingFor: missingFor(wished(document), known),
      adopt: document.adopt,
    },
  };
};

/** What a document waits for may have come to stand between looking and writing: look again, or nobody would. */
const releaseMissed = async (
  { postings }: Ports,
  connectionId: string,
  {
    transactions,
    known,
  }: {
    readonly transactions: readonly PlanOrder[];
    readonly known: ReadonlyMap<string, Posting>;
  },
): Promise<void> => {
  const missing = transactions.flatMap(({ document }) => missingFor(wished(document), known) ?? []);
  if (missing.length === 0) return;
  const now = await postings.getMany([...new Set(missing)]);
  const settled = now.filter((posting) => stands(posting) || !isInBooks(posting));
  const ids = settled.map(({ id }) => id);
  if (ids.length > 0) await postings.releaseDependents(connectionId, ids);
};

/** Documents of an order with the hash of what they were made from; lists have none, they are planned by what stands. */
export const hashed = (
  documents: readonly PlannedDocument[],
  keys: Pick<SealingKeys, 'hash'>,
): readonly HashedDocument[] =>
  documents.map((document) => ({
    document,
    basis: document.orderId === null ? '' : basisHash(document, keys),
  }));

export const basisHash = (
  { basis }: Pick<PlannedDocument, 'basis'>,
  keys: Pick<SealingKeys, 'hash'>,
): string => keys.hash(`basis|${canonicalJson(basis)}`);
