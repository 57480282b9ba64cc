import { isoTime } from '@ml-connector/kernel';
import type { Posting, PostingCommand } from '@ml-connector/postings';
import { COMPANY_OWNER } from '@ml-connector/sealing';
import type { QbFields } from '@ml-connector/qbxml';
import type { SetItem } from '../company/collections.js';
import type { Gateway } from '../gateway-ports.js';
import { planRequest } from './compose-set.js';
import { holdDeleted } from './hold-deleted.js';
import { mismatchOf } from './decide-outcomes.js';
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
    readonly accepts: (posting: Posting) => boolean;
  },
): Promise<readonly PlannedRequest[]> => {
  const { connectionId, limit, version, accepts } = options;
  const ready = await holdDeleted(
    gateway,
    await adoptFound(gateway, await gateway.postings.ready(connectionId, limit, accepts)),
  );
  const opened = await gateway.vault.open(ready.map(({ wish }) => wish.request));
  const wishes = opened.map((json) => (json === null ? null : readWishFields(json)));
  const needed = [...new Set(wishes.flatMap((fields) => (fields ? referencesIn(fields) : [])))];
  const documents = new Map(
    (needed.length === 0 ? [] : await gateway.postings.getMany(needed)).flatMap(
      ({ id, document }) => (document ? [[id, document] as const] : []),
    ),
  );
  const keys = await gateway.vault.keysOf(connectionId, [COMPANY_OWNER]);
  const written = new Map(
    (await gateway.written.getMany(ready.filter(isChange).map(({ id }) => id))).map(
      ({ id, value }) => [id, value.editSequence],
    ),
  );
  const picked: PlannedRequest[] = [];
  const turnedAway: { postingId: string; command: PostingCommand }[] = [];
  for (const [index, posting] of ready.entries()) {
    const turnAway = (command: PostingCommand): void => {
      turnedAway.push({ postingId: posting.id, command });
    };
    const fields = wishes[index];
    if (!fields) {
      turnAway(hold(payloadErased));
      continue;
    }
    const resolved = resolveReferences(fields, documents);
    if ('missing' in resolved) {
      turnAway({ type: 'Reconsider', waitingFor: resolved.missing });
      continue;
    }
    const editSequence = written.get(posting.id) ?? null;
    const plan = planRequest(posting, resolved.fields, { version, editSequence });
    if ('refusal' in plan) {
      turnAway(
        hold(plan.refusal === 'cannot-change' ? cannotChange : unreadableRequest(plan.detail)),
      );
      continue;
    }
    const seal = (content: QbFields): string => keys.seal(COMPANY_OWNER, JSON.stringify(content));
    picked.push({
      request: plan.request,
      item: itemOf(posting, plan.operation, {
        requestId: `r${index + 1}`,
        fields: posting.orderId === null ? seal(resolved.fields) : null,
      }),
    });
  }
  await gateway.postings.executeMany(turnedAway.map((order) => ({ ...order, connectionId })));
  return picked;
};

const isChange = ({ document }: Posting): boolean => document !== null;

const hold = (reason: typeof payloadErased): PostingCommand => ({
  type: 'Hold',
  reason,
  by: 'gateway',
  asPerson: false,
});

const itemOf = (
  { id, wish, wishRevision, kind, refusals }: Posting,
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
});

/** What was found in the company file by its mark is ours already. */
const adoptFound = async (
  gateway: Gateway,
  ready: readonly Posting[],
): Promise<readonly Posting[]> => {
  const adds = ready.filter((posting) => !isChange(posting));
  if (adds.length === 0) return ready;
  const found = new Map(
    (await gateway.adoptions.getMany(adds.map(({ id }) => id))).map(({ id, value }) => [id, value]),
  );
  if (found.size === 0) return ready;
  const postedAt = isoTime(gateway.clock.now());
  await gateway.postings.executeMany(
    ready.flatMap(({ id, connectionId, wish }) => {
      const document = found.get(id);
      if (!document) return [];
      const command: PostingCommand = {
        type: 'RecordPosted',
        setId: null,
        document: { ...document, postedAt },
        adopted: true,
        answerHash: null,
        note: 'Found in QuickBooks by its mark.',
        mismatch: mismatchOf(wish, document.total),
      };
      return [{ postingId: id, connectionId, command }];
    }),
  );
  const [connectionId] = ready.map((posting) => posting.connectionId);
  if (connectionId) await gateway.postings.releaseDependents(connectionId, [...found.keys()]);
  return ready.filter(({ id }) => !found.has(id));
};
