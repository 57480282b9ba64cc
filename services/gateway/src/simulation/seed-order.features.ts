/** What a worker is asked to run. */
export interface SeedOrder {
  readonly first: number;
  readonly count: number;
  /** Ends at the first seed that goes wrong in this way; otherwise all are run. */
  readonly until: RegExp | null;
  /** Modules of the gateway that are replaced, by their path below src, with the mutant's file. */
  readonly replaces: Readonly<Record<string, string>>;
  readonly storesIntentLate: boolean;
  /** Whether to tell everything that happens, line by line. */
  readonly tells: boolean;
}

export interface SeedFailure {
  readonly seed: number;
  readonly wrongs: readonly string[];
}

/** What a worker tells. */
export type SeedNews =
  | { readonly line: string }
  | { readonly failures: readonly SeedFailure[]; readonly happened: readonly string[] };
