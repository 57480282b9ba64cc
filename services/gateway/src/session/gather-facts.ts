import { isClaimable, makesListObject, type Posting } from '@ml-connector/postings';
import { isOver } from '../caps/daily-count.js';
import { lookAtCaps } from '../caps/look-at-caps.js';
import type { Company } from '../company/company.js';
import type { Gateway } from '../gateway-ports.js';
import { knowsTheLists } from '../lists/knows-the-lists.js';
import type { Facts } from './next-step.js';

const LOOKED_AT = 50;
/** Where no more are ready, one search tells all there is to know of them. */
const FEW = 10;
/** Holds that end by themselves once mapping has read the lists. */
const PASSING: ReadonlySet<string> = new Set(['COMPANY_NOT_READ', 'NAME_IN_USE']);

/** What is known where nobody looked. */
export const NOTHING_READY: Omit<Facts, 'now'> = {
  hasReady: false,
  hasKnowing: false,
  hasOutread: false,
  hasClaims: false,
  hasOver: false,
  hasHopeful: false,
  isCatchingUp: false,
  backsOffUntil: null,
};

export const gatherFacts = async (
  gateway: Gateway,
  company: Pick<Company, 'connectionId' | 'lists' | 'today'>,
): Promise<Facts> => {
  const { postings, clock } = gateway;
  const { connectionId, lists } = company;
  const now = clock.now();
  // It is held first: what is ready then has room.
  if (await hasOver(gateway, company)) return { ...NOTHING_READY, now, hasOver: true };
  const { makers, hasReady } = await lookForReady(gateway, connectionId);
  const hasKnowing = makers.some((posting) => knowsTheLists(posting, lists));
  const hasOutread = makers.some((posting) => !knowsTheLists(posting, lists));
  const found = { ...NOTHING_READY, now, hasReady, hasKnowing, hasOutread };
  if (hasReady || hasKnowing) return { ...found, hasHopeful: true };
  const ready = await postings.list({ connectionId, state: 'ready', limit: LOOKED_AT });
  const held = await postings.list({ connectionId, state: 'held', limit: LOOKED_AT });
  return {
    ...found,
    hasClaims: ready.items.some(({ value }) => value.out !== null),
    backsOffUntil: soonestTry(
      ready.items.map(({ value }) => value),
      now,
    ),
    hasHopeful: held.items.some(({ value }) => value.heldBy === 'mapping'),
    isCatchingUp: held.items.some(({ value }) => PASSING.has(value.reason?.code ?? '')),
  };
};

/** Whether something is ready that has no room today; looked for only on a day when a cap was reached. */
const hasOver = async (
  gateway: Gateway,
  company: Pick<Company, 'connectionId' | 'today'>,
): Promise<boolean> => {
  if (!company.today) return false;
  const { room } = await lookAtCaps(gateway, company);
  if (!Object.values(room).includes(0)) return false;
  return (await gateway.postings.ready(company.connectionId, 1, isOver(room))).length > 0;
};

/** When the first of those is due that wait for their next try. */
const soonestTry = (ready: readonly Posting[], now: number): number | null => {
  const tries = ready
    .filter(({ out, blocked }) => out === null && !blocked)
    .flatMap(({ notBefore }) => (notBefore === null ? [] : [Date.parse(notBefore)]))
    .filter((time) => time > now);
  return tries.length === 0 ? null : Math.min(...tries);
};

const isOther = (posting: Posting): boolean => !makesListObject(posting);

/** Those that make a list object, or some of them, and whether anything else is ready. */
const lookForReady = async (
  gateway: Gateway,
  connectionId: string,
): Promise<{ readonly makers: readonly Posting[]; readonly hasReady: boolean }> => {
  const { postings } = gateway;
  const oldest = await postings.ready(connectionId, FEW);
  if (oldest.length < FEW) {
    return { makers: oldest.filter(makesListObject), hasReady: oldest.some(isOther) };
  }
  return {
    makers: await readyToMake(gateway, connectionId),
    hasReady: oldest.some(isOther) || (await postings.ready(connectionId, 1, isOther)).length > 0,
  };
};

/** Some of the customers and items that are ready to be made. */
const readyToMake = async (
  { postings, clock }: Gateway,
  connectionId: string,
): Promise<readonly Posting[]> => {
  const query = { connectionId, state: 'ready', limit: LOOKED_AT } as const;
  const pages = await Promise.all([
    postings.list({ ...query, kind: 'customer' }),
    postings.list({ ...query, kind: 'item' }),
  ]);
  return pages
    .flatMap(({ items }) => items.map(({ value }) => value))
    .filter((posting) => makesListObject(posting) && isClaimable(posting, clock.now()));
};
