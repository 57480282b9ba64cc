import { isClaimable, makesListObject, type Posting } from '@ml-connector/postings';
import type { Company } from '../company/company.js';
import type { Gateway } from '../gateway-ports.js';
import { knowsTheLists } from '../lists/knows-the-lists.js';
import type { Facts } from './next-step.js';

const LOOKED_AT = 50;
/** Holds that end by themselves once mapping has read the lists. */
const PASSING: ReadonlySet<string> = new Set(['COMPANY_NOT_READ', 'NAME_IN_USE']);

export const gatherFacts = async (
  gateway: Gateway,
  { connectionId, lists }: Pick<Company, 'connectionId' | 'lists'>,
): Promise<Facts> => {
  const { postings, clock } = gateway;
  const now = clock.now();
  const makers = await readyToMake(gateway, connectionId);
  const hasKnowing = makers.some((posting) => knowsTheLists(posting, lists));
  const hasOutread = makers.some((posting) => !knowsTheLists(posting, lists));
  const [other] = await postings.ready(connectionId, 1, (posting) => !makesListObject(posting));
  const found = { now, hasReady: other !== undefined, hasKnowing, hasOutread };
  if (found.hasReady || hasKnowing) {
    return { ...found, hasClaims: false, hasHopeful: true, isCatchingUp: false };
  }
  const ready = await postings.list({ connectionId, state: 'ready', limit: LOOKED_AT });
  const held = await postings.list({ connectionId, state: 'held', limit: LOOKED_AT });
  return {
    ...found,
    hasClaims: ready.items.some(({ value }) => value.out !== null),
    hasHopeful: held.items.some(({ value }) => value.heldBy === 'mapping'),
    isCatchingUp: held.items.some(({ value }) => PASSING.has(value.reason?.code ?? '')),
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
