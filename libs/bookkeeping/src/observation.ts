import { z } from 'zod';

/** One state of something in the shop, as it was observed. */
export const observationSchema = z.strictObject({
  /** The shop's own time of the last change, ISO 8601 UTC. */
  modifiedAt: z.iso.datetime(),
  /** 0 for a webhook; a GET has the source's next number. */
  readNumber: z.int().nonnegative(),
  contentHash: z.string(),
  /** Under whose key the payload is sealed. */
  shopper: z.string(),
  /** Sealed JSON as the shop sent it. */
  payload: z.string(),
  /** Another content was observed with the same (`modifiedAt`, `readNumber`): which is newer only a GET can tell. */
  isAmbiguous: z.boolean(),
});
export type Observation = z.infer<typeof observationSchema>;

/**
 * The newer of two observations by (`modifiedAt`, `readNumber`). Of two contents with an equal pair the one with the
 * larger hash is kept and marked, so that the outcome does not depend on which came first.
 * @returns `known` itself where `seen` adds nothing.
 */
export const newerObservation = <Seen extends Observation>(
  known: Seen | null,
  seen: Seen,
): Seen => {
  if (!known) return seen;
  const order = comparePair(known, seen);
  if (order !== 0) return order < 0 ? seen : known;
  if (known.contentHash === seen.contentHash)
    return seen.isAmbiguous && !known.isAmbiguous ? { ...known, isAmbiguous: true } : known;
  const kept = known.contentHash > seen.contentHash ? known : seen;
  return kept.isAmbiguous ? kept : { ...kept, isAmbiguous: true };
};

const comparePair = (a: Observation, b: Observation): number =>
  Date.parse(a.modifiedAt) - Date.parse(b.modifiedAt) || a.readNumber - b.readNumber;

/** `modifiedAt#readNumber`, as a wish names what it was decided from. */
export const sourceVersionOf = ({ modifiedAt, readNumber }: Observation): string =>
  `${modifiedAt}#${readNumber}`;
