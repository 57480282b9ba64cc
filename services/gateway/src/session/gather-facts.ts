import type { Gateway } from '../gateway-ports.js';
import type { Facts } from './next-step.js';

const LOOKED_AT = 50;
/** Holds that end by themselves once mapping has read the lists. */
const PASSING: ReadonlySet<string> = new Set(['COMPANY_NOT_READ', 'NAME_IN_USE']);

export const gatherFacts = async (gateway: Gateway, connectionId: string): Promise<Facts> => {
  const { postings, clock } = gateway;
  const now = clock.now();
  if (await postings.hasReady(connectionId)) {
    return { now, hasReady: true, hasClaims: false, hasHopeful: true, isCatchingUp: false };
  }
  const ready = await postings.list({ connectionId, state: 'ready', limit: LOOKED_AT });
  const held = await postings.list({ connectionId, state: 'held', limit: LOOKED_AT });
  return {
    now,
    hasReady: false,
    hasClaims: ready.items.some(({ value }) => value.out !== null),
    hasHopeful: held.items.some(({ value }) => value.heldBy === 'mapping'),
    isCatchingUp: held.items.some(({ value }) => PASSING.has(value.reason?.code ?? '')),
  };
};
