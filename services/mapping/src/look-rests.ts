/** A connection with thousands of waiting orders is woken by everything that is learnt: a tenth of the time is enough. */
const RESTS_TIMES = 9;

/** How long connections rest after a look that took long, so that wake-ups of one keep no other waiting. */
export interface LookRests {
  /** @param now milliseconds since 1970. */
  isResting(connectionId: string, now: number): boolean;
  looked(connectionId: string, look: { readonly began: number; readonly ended: number }): void;
}

export const createLookRests = (): LookRests => {
  const until = new Map<string, number>();
  return {
    isResting: (connectionId, now) => now < (until.get(connectionId) ?? 0),
    looked(connectionId, { began, ended }) {
      until.set(connectionId, ended + (ended - began) * RESTS_TIMES);
    },
  };
};
