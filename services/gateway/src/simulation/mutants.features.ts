import { NO_FAULTS, type FaultMix } from './fault-mix.features.js';

/** The protocol with one mistake in it. */
export interface Mutant {
  readonly name: string;
  /** Modules below src and the file in `mutants/` that stands in for each. */
  readonly replaces: Readonly<Record<string, string>>;
  /** The intent is stored only after the bytes have left. */
  readonly storesIntentLate?: boolean;
  /** Where it hardly ever shows in the common mix: rates of some faults in its own world. */
  readonly faults?: Partial<FaultMix>;
  /** A seed that finds it. */
  readonly seed: number;
}

/** Nothing but clocks that go back and stand still while a PC sleeps: two moves of the fence within one second. */
const ONE_SECOND: Partial<FaultMix> = {
  ...NO_FAULTS,
  callsOverlap: 0.15,
  freezes: 0.25,
  clockSetBack: 0.2,
  timeStandsStill: 0.7,
};

const NO_FENCE = { 'sets/compose-set': 'fence-only-read' };

/** Those of the literature that concern the gateway, and three of our own. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'M7 blind re-send',
    replaces: { 'recovery/resolve-doubts': 'blind-resend' },
    seed: 30,
  },
  {
    name: 'M8 intent stored after sending',
    replaces: {},
    storesIntentLate: true,
    faults: { ...ONE_SECOND, diesAfterAnswer: 0.15 },
    seed: 215,
  },
  {
    name: 'M9 probe by number only',
    replaces: { 'recovery/learn-probe': 'probe-by-number' },
    seed: 30,
  },
  {
    name: 'M10 no lease, no fence',
    replaces: { ...NO_FENCE, 'session/may-begin': 'no-lease' },
    seed: 86,
  },
  {
    name: 'M11 no fence',
    replaces: { ...NO_FENCE, 'session/may-begin': 'lease-only' },
    seed: 30,
  },
  {
    name: 'M12 a waiting time instead of the fence',
    replaces: {
      ...NO_FENCE,
      'session/may-begin': 'lease-only',
      'recovery/resolve-doubts': 'waiting-time',
    },
    seed: 30,
  },
  {
    name: 'M13 no second bump',
    replaces: { 'session/next-step': 'no-second-bump' },
    faults: { ...ONE_SECOND, forgetsSets: 0.9 },
    seed: 90,
  },
  {
    name: 're-send before the fence is moved',
    replaces: { 'session/next-step': 'probe-before-fence' },
    seed: 250,
  },
  {
    name: '3200 read as absent',
    replaces: { 'recovery/proves-nothing': 'stale-means-absent' },
    seed: 42,
  },
  {
    name: 'our own restored store believed',
    replaces: { 'fence/fence': 'old-store-believed' },
    seed: 208,
  },
];
