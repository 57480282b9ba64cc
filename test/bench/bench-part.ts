import type { Spread } from './measure/spread.js';

/** One figure of the product, beside one of something simpler that was measured in turn with it. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  readonly measured: Spread;
  readonly baseline?: { readonly what: string; readonly measured: Spread };
  /** In words, e.g. `>= 4000`. */
  readonly goal?: string;
}

/** A part of the benchmarks. It cleans up after itself. */
export interface BenchPart {
  readonly name: string;
  readonly title: string;
  /** Whether it needs ML_KAFKA_BROKERS and ML_MONGODB_URI. */
  readonly needsStack?: boolean;
  run(): Promise<readonly Figure[]>;
}
