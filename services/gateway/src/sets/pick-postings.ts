import { firstStanding, type Posting, type PostingCommand } from '@ml-connector/postings';
import { COMPANY_OWNER } from '@ml-connector/sealing';
import type { QbFields } from '@ml-connector/qbxml';
import { openChanges } from '../changes/open-changes.js';
import { changesTransaction, isFresh } from '../changes/standing.js';
import type { SetItem } from '../company/collections.js';
import type { Gateway } from '../gateway-ports.js';
import { adoptFound } from './adopt-found.js';
import { planRequest } from './compose-set.js';
import { holdDeleted } from './hold-deleted.js';
import type { PlannedRequest } from './planned-request.js';
import { cannotChange, payloadErased, unreadableRequest } from './reasons.js';
import { readWishFields, referencesIn, resolveReferences } from './resolve-references.js';

/** Oldest first: the postings that can go into the next set, each with its request. What cannot go is adopted or held on the way. */
export const pickPostings = async (
  gateway: Gateway,
  options: {
    readonly connectionId: string;
    readonly limit: number;
    readonly version: string;
    readonly sessionId: string;
    readonly accepts: (posting: Posting) => boolean;
    /** Asked of what is not adopted, oldest first: whether there is room for it. */
    readonly passes: (posting: Posting) => boolean;
  },
): Promise<readonly PlannedRequest[]> => {
  const { connectionId, limit, accepts, passes } = options;
  const unknown = await holdDeleted(
    gateway,
    await adoptFound(gateway, await gateway.postings.ready(connectionId, limit, accepts)),
  );
  const ready = unknown.filter(passes);
  const at = await lookAround(gateway, ready, options);
  const picked: PlannedRequest[] = [];
  const turnedAway: { postingId: string; command: PostingCommand }[] = [];
  for (const [index, posting] of ready.entries()) {
    const plan = planOne(posting, at, options);
    if ('wait' in plan) continue;
    if ('command' in plan) {
      turnedAway.push({ postingId: posting.id, command: plan.command });
      continue;
    }
    const owner = posting.orderId === null ? COMPANY_OWNER : posting.wish.shopper;
    const isKept =
      plan.operation === 'mod' || (posting.orderId === null && plan.operation === 'add');
    picked.push({
      request: plan.request,
      item: itemOf(posting, plan.operation, {
        requestId: `r${index + 1}`,
        fields: isKept ? at.keys.seal(owner, JSON.stringify(plan.fields)) : null,
      }),
    });
  }
  await gateway.postings.executeMany(turnedAway.map((order) => ({ ...order, connectionId })));
  return picked;
};

/** What planning these postings needs to know besides them. */
const lookAround = async (
  gateway: Gateway,
  ready: readonly Posting[],
  { connectionId, sessionId }: { readonly connectionId: string; readonly sessionId: string },
) => {
  const opened = await gateway.vault.open(ready.map(({ wish }) => wish.request));
  const wishes = new Map(
    ready.flatMap(({ id }, index) => {
      const json = opened[index] ?? null;
      return json === null ? [] : [[id, readWishFields(json)] as const];
    }),
  );
  const needed = new Set([
    ...[...wishes.values()].flatMap((fields) => referencesIn(fields)),
    ...ready.flatMap(({ ending }) => ending?.after ?? []),
  ]);
  const known = needed.size === 0 ? [] : await gateway.postings.getMany([...needed]);
  const changes = ready.filter(isChange);
  const ofTransactions = changes.filter(changesTransaction);
  const [written, standings, contents, keys] = await Promise.all([
    gateway.written.getMany(changes.map(({ id }) => id)),
    gateway.standings.getMany(ofTransactions.map(({ id }) => id)),
    openChanges(gateway, ofTransactions),
    gateway.vault.keysOf(connectionId, [
      COMPANY_OWNER,
      ...new Set(ofTransactions.map(({ wish }) => wish.shopper)),
    ]),
  ]);
  const fresh = new Map(standings.map(({ id, value }) => [id, value]));
  return {
    wishes,
    known: new Map(known.map((posting) => [posting.id, posting])),
    documents: new Map(
      known.flatMap(({ id, document }) => (document ? [[id, document] as const] : [])),
    ),
    written: new Map(written.map(({ id, value }) => [id, value.editSequence])),
    standing: (posting: Posting) => {
      const standing = fresh.get(posting.id);
      return isFresh(standing, posting, sessionId) ? standing : null;
    },
    contents,
    keys,
  };
};

type Around = Awaited<ReturnType<typeof lookAround>>;

type One =
  | (Extract<ReturnType<typeof planRequest>, { operation: unknown }> & {
      readonly fields: QbFields;
    })
  | { readonly command: PostingCommand }
  /** Its document has to be read first. */
  | { readonly wait: true };

const planOne = (posting: Posting, at: Around, { version }: { readonly version: string }): One => {
  const standing = changesTransaction(posting) ? at.standing(posting) : undefined;
  if (standing === null) return { wait: true };
  const { ending } = posting;
  if (ending && posting.document) {
    const waitingFor = firstStanding(ending.after, at.known);
    if (waitingFor !== null) return { command: { type: 'Reconsider', waitingFor } };
    if (posting.document.txnId === null && posting.document.listId === null)
      return { command: { type: 'RecordVoided', by: 'gateway', note: NO_PAYMENT } };
    return request(planRequest(posting, {}, { version, editSequence: null }), {});
  }
  const fields = at.wishes.get(posting.id);
  if (!fields) return { command: hold(payloadErased) };
  const resolved = resolveReferences(fields, at.documents);
  if ('missing' in resolved)
    return { command: { type: 'Reconsider', waitingFor: resolved.missing } };
  const plan = planRequest(posting, resolved.fields, {
    version,
    editSequence: standing?.editSequence ?? at.written.get(posting.id) ?? null,
    ...(standing
      ? {
          standing: {
            written: at.contents.get(posting.id)?.written ?? {},
            lineIds: standing.lineIds,
          },
        }
      : {}),
  });
  return request(plan, resolved.fields);
};

const NO_PAYMENT = 'QuickBooks kept no payment of its own for it; its credit memo lets go of it.';

const request = (plan: ReturnType<typeof planRequest>, fields: QbFields): One =>
  'refusal' in plan
    ? {
        command: hold(
          plan.refusal === 'cannot-change' ? cannotChange : unreadableRequest(plan.detail),
        ),
      }
    : { ...plan, fields };

const isChange = ({ document }: Posting): boolean => document !== null;

const hold = (reason: typeof payloadErased): PostingCommand => ({
  type: 'Hold',
  reason,
  by: 'gateway',
  asPerson: false,
});

const itemOf = (
  { id, wish, wishRevision, kind, refusals, document }: Posting,
  operation: SetItem['operation'],
  { requestId, fields }: Pick<SetItem, 'requestId' | 'fields'>,
): SetItem => ({
  postingId: id,
  requestId,
  wishRevision,
  operation,
  kind,
  object: wish.object,
  refNumber: wish.refNumber,
  total: wish.total,
  refusals,
  fields,
  ...(document?.txnId ? { txnId: document.txnId } : {}),
});
