import type { SimClock } from '../simulators/store/sim-time.js';

/** A shop's clock that a test puts to a moment for as long as something happens there; else it shows the real time. */
export interface MovableClock extends SimClock {
  at<Result>(moment: number, act: () => Result): Result;
}

export const movableClock = (): MovableClock => {
  let moment: number | null = null;
  return {
    now: () => moment ?? Date.now(),
    at: (wanted, act) => {
      moment = wanted;
      try {
        return act();
      } finally {
        moment = null;
      }
    },
  };
};
