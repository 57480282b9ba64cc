import type { FaultMix } from './fault-mix.features.js';

/** What a worker is started for. */
export interface SeedOrder {
  /** Ends at the first seed that goes wrong in this way; otherwise all are run. */
  readonly until: RegExp | null;
  /** Modules of the gateway that are replaced, by their path below src, with the mutant's file. */
  readonly replaces: Readonly<Record<string, string>>;
  readonly storesIntentLate: boolean;
  /** Faults with a rate of their own, whatever a seed draws. */
  readonly faults: Partial<FaultMix>;
  /** Whether to tell everything that happens, line by line. */
  readonly tells: boolean;
}

/** What a worker is asked to run next. */
export interface SeedRange {
  readonly first: number;
  readonly count: number;
}

export interface SeedFailure {
  readonly seed: number;
  readonly wrongs: readonly string[];
}

/** What was found in a range, with how often each thing of interest happened. */
export interface SeedFindings {
  readonly failures: readonly SeedFailure[];
  readonly happened: ReadonlyMap<string, number>;
}

/** What a worker tells. */
export type SeedNews = { readonly line: string } | SeedFindings;
