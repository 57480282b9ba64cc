/** The protocol with one mistake in it. */
export interface Mutant {
  readonly name: string;
  /** Modules below src and the file in `mutants/` that stands in for each. */
  readonly replaces: Readonly<Record<string, string>>;
  /** The intent is stored only after the bytes have left. */
  readonly storesIntentLate?: boolean;
  /** A seed that finds it; `null` where none is known, so that all are searched, by the full run only. */
  readonly seed: number | null;
}

const NO_FENCE = { 'sets/compose-set': 'fence-only-read' };

/** Those of the literature that concern the gateway, and three of our own. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'M7 blind re-send',
    replaces: { 'recovery/resolve-doubts': 'blind-resend' },
    seed: 45,
  },
  { name: 'M8 intent stored after sending', replaces: {}, storesIntentLate: true, seed: null },
  {
    name: 'M9 probe by number only',
    replaces: { 'recovery/learn-probe': 'probe-by-number' },
    seed: 1437,
  },
  {
    name: 'M10 no lease, no fence',
    replaces: { ...NO_FENCE, 'session/may-begin': 'no-lease' },
    seed: 29,
  },
  {
    name: 'M11 no fence',
    replaces: { ...NO_FENCE, 'session/may-begin': 'lease-only' },
    seed: 45,
  },
  {
    name: 'M12 a waiting time instead of the fence',
    replaces: {
      ...NO_FENCE,
      'session/may-begin': 'lease-only',
      'recovery/resolve-doubts': 'waiting-time',
    },
    seed: 45,
  },
  // 'M13 no second bump' (next-step: no-second-bump) is not found in the seeds that were tried, so it is not listed yet.
  {
    name: 're-send before the fence is moved',
    replaces: { 'session/next-step': 'probe-before-fence' },
    seed: 429,
  },
  {
    name: '3200 read as absent',
    replaces: { 'recovery/proves-nothing': 'stale-means-absent' },
    seed: 45,
  },
  {
    name: 'our own restored store believed',
    replaces: { 'fence/fence': 'old-store-believed' },
    seed: 46,
  },
];
