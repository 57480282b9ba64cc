import type { Clock } from '@ml-connector/kernel';

const FREE = 3;
const FIRST_MS = 250;
const LONGEST_MS = 8_000;
const FORGOTTEN_MS = 15 * 60_000;
const KEPT = 10_000;
const WAITING_AT_ONCE = 200;

/** Makes guessing passwords slow. Who knows the password is never held up, whatever others tried with the same user name. */
export interface GuessBrake {
  /** After a wrong password: resolves when the refusal may be told. */
  hold(userName: string): Promise<void>;
}

export const createGuessBrake = ({
  clock,
  pause,
}: {
  readonly clock: Clock;
  readonly pause: (milliseconds: number) => Promise<void>;
}): GuessBrake => {
  const wrong = new Map<string, { readonly times: number; readonly at: number }>();
  let waiting = 0;
  return {
    async hold(userName) {
      const known = wrong.get(userName);
      const now = clock.now();
      const times = known && Math.abs(now - known.at) < FORGOTTEN_MS ? known.times + 1 : 1;
      wrong.delete(userName);
      wrong.set(userName, { times, at: now });
      const [oldest] = wrong.keys();
      if (wrong.size > KEPT && oldest !== undefined) wrong.delete(oldest);
      // Nobody can make many calls hang by guessing: beyond that the refusals are told at once.
      if (times <= FREE || waiting >= WAITING_AT_ONCE) return;
      waiting += 1;
      try {
        await pause(Math.min(LONGEST_MS, FIRST_MS * 2 ** (times - FREE - 1)));
      } finally {
        waiting -= 1;
      }
    },
  };
};
