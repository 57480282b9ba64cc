import type { Chance } from './chance.features.js';

/** What may go wrong, with the probability at each opportunity where a seed has it switched on. */
const FAULTS = {
  /** A gateway process dies at some call of a port, before or after it took effect. */
  processDies: 0.02,
  /** … at a failpoint. */
  diesAtFailpoint: 0.04,
  /** … just after its answer left. */
  diesAfterAnswer: 0.06,
  /** A call of the store fails; it may have taken effect. */
  storeAway: 0.01,
  logAway: 0.02,
  /** Two calls reach the gateway at once. */
  callsOverlap: 0.15,
  /** A PC sleeps with a request, or an answer, in hand. */
  freezes: 0.12,
  agentDies: 0.05,
  answerLost: 0.06,
  answerTwice: 0.08,
  /** An answer arrives again after the next request has left. */
  answerLate: 0.1,
  /** QuickBooks works on one request at a time while others do something. */
  worksSlowly: 0.3,
  /** QuickBooks dies between two requests of a set. */
  quickBooksDies: 0.05,
  /** QuickBooks cannot read a set: nothing of it runs, and an hresult is all that is answered. */
  cannotRead: 0.08,
  forgetsSets: 0.5,
  /** A set that it knows is answered with ids only. */
  answersIdsOnly: 0.5,
  recordLocked: 0.05,
  numberEdited: 0.03,
  memoEdited: 0.03,
  documentTouched: 0.03,
  documentDeleted: 0.03,
  fenceTouched: 0.02,
  fenceRenamed: 0.01,
  fenceDeleted: 0.01,
  foreignFile: 0.15,
  companyRestored: 0.03,
  storeRestored: 0.03,
  timeShift: 1,
  clocksDiffer: 1,
  /** PCs that share a company file stamp what they write by clocks that are seconds apart. */
  pcClocksDiffer: 1,
  /** QuickBooks' clock is set back to the second in which the fence was last moved. */
  clockSetBack: 0.1,
  /** Little time passes from step to step: much happens within one second of QuickBooks' clock. */
  timeStandsStill: 0.6,
} as const;

export type Fault = keyof typeof FAULTS;
export const ALL_FAULTS = Object.keys(FAULTS).filter((name): name is Fault => name in FAULTS);

export type FaultMix = Readonly<Record<Fault, number>>;

/**
 * Swarm: each seed has its own faults. One in ten has none, one in ten only one.
 * @param readsAll every set can be read: nothing is drawn for it, so that a seed known from such worlds stays known.
 */
export const drawFaults = (chance: Chance, readsAll: boolean): FaultMix => {
  const kind = chance.next();
  const among = readsAll ? ALL_FAULTS.filter((fault) => fault !== 'cannotRead') : ALL_FAULTS;
  const only = among[chance.below(among.length)];
  const density = 0.15 + chance.next() * 0.6;
  const isOn = (fault: Fault): boolean => {
    if (kind < 0.1) return false;
    return kind < 0.2 ? fault === only : chance.happens(density);
  };
  const mix = mapFaults((fault) =>
    among.includes(fault) && isOn(fault) ? FAULTS[fault] * (0.4 + chance.next() * 1.6) : 0,
  );
  // Both sides put back at once leave nothing to compare with: no protocol can tell then what vanished.
  const spared = chance.happens(0.5) ? 'companyRestored' : 'storeRestored';
  return mix.companyRestored > 0 && mix.storeRestored > 0 ? { ...mix, [spared]: 0 } : mix;
};

export const NO_FAULTS: FaultMix = mapFaults(() => 0);

function mapFaults(rate: (fault: Fault) => number): FaultMix {
  // Every fault has an entry: the keys are those of the table.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(ALL_FAULTS.map((fault) => [fault, rate(fault)])) as FaultMix;
}
