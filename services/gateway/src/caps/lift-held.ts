import { cappedAs, type Capped } from '@ml-connector/postings';
import type { Company } from '../company/company.js';
import type { Gateway } from '../gateway-ports.js';
import { lookAtCaps } from './look-at-caps.js';

const AT_ONCE = 1_000;

/**
 * Lets as much of what a cap held be ready again as there is room for, oldest first. Reads nothing where nothing is held.
 * @returns the company without the caps that hold nothing any more.
 */
export const liftHeld = async (gateway: Gateway, company: Company): Promise<Company> => {
  const { capped = [], connectionId } = company;
  if (capped.length === 0) return company;
  const { room } = await lookAtCaps(gateway, company);
  const holding: Capped[] = [];
  for (const one of capped)
    if (room[one] === 0 || (await lift(gateway, { connectionId, capped: one, room: room[one] })))
      holding.push(one);
  const { capped: _, ...without } = company;
  return holding.length === 0 ? without : { ...without, capped: holding };
};

/** @returns whether anything was held. */
const lift = async (
  { postings }: Gateway,
  held: { readonly connectionId: string; readonly capped: Capped; readonly room: number },
): Promise<boolean> => {
  const { connectionId, capped } = held;
  const most = Math.min(held.room, AT_ONCE);
  const oldest = await postings.heldForCap(connectionId, capped, most);
  if (oldest.length === 0) return false;
  // What is ready takes of the room, too: it would be held again at once.
  const ready = await postings.ready(connectionId, most, (posting) => cappedAs(posting) === capped);
  await postings.executeMany(
    oldest
      .slice(0, most - ready.length)
      .map(({ id }) => ({ postingId: id, connectionId, command: { type: 'LiftCap' } as const })),
  );
  return true;
};
