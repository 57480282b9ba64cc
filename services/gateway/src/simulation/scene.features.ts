import type { Chance } from './chance.features.js';
import type { FaultMix } from './fault-mix.features.js';
import type { Turns } from './turns.features.js';

/** What everything in a simulated world shares. */
export interface Scene {
  readonly seed: number;
  readonly chance: Chance;
  /** Milliseconds since 1970 by our clock. */
  now: number;
  faults: FaultMix;
  readonly turns: Turns;
  /** How often each thing of interest happened. */
  readonly seen: Map<string, number>;
  /** What was found to be wrong, in words; empty is good. */
  readonly wrongs: string[];
  /** Told of every call of a port and of what happens, in order. */
  readonly trace: ((what: string) => void) | null;
  /** A mutant of the order of steps: the intent is stored only after the bytes have left. */
  readonly storesIntentLate: boolean;
}

export const see = ({ seen, trace }: Pick<Scene, 'seen' | 'trace'>, what: string): void => {
  seen.set(what, (seen.get(what) ?? 0) + 1);
  trace?.(`* ${what}`);
};
