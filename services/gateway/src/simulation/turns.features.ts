import type { Chance } from './chance.features.js';

/** Whose turn it is where several calls run at once; alone, nobody waits. */
export interface Turns {
  /** Resolves when it is the caller's turn. */
  readonly mine: () => Promise<void> | null;
  /** Runs calls at once: at each call of a port chance says which of them goes on. */
  readonly interleave: (calls: readonly (() => Promise<void>)[]) => Promise<void>;
}

export const createTurns = (chance: Chance): Turns => {
  let several = false;
  const waiting: (() => void)[] = [];
  return {
    mine: () => (several ? new Promise((resolve) => void waiting.push(resolve)) : null),
    async interleave(calls) {
      several = true;
      let open = calls.length;
      const all = Promise.all(
        calls.map(async (call) => {
          await call();
          open -= 1;
        }),
      );
      // Each call counts itself off when it is through.
      // oxlint-disable-next-line eslint/no-unmodified-loop-condition
      while (open > 0) {
        await everythingSettled();
        waiting.splice(chance.below(waiting.length), 1)[0]?.();
      }
      several = false;
      for (const next of waiting.splice(0)) next();
      await all;
      await everythingSettled();
    },
  };
};

/** Nothing here waits for anything but promises: after one turn of the event loop all of them stand still. */
const everythingSettled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
