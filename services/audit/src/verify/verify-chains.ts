import { ALL_TOPICS } from '@ml-connector/contracts';
import type { Checkpoint } from '../chain/checkpoint.js';
import { newestCheckpoint } from '../chain/sign-heads.js';
import { publicSigningKey } from '../chain/signing-key.js';
import { type CheckpointsVerdict, verifyCheckpoints } from './verify-checkpoints.js';
import type { BadRecord } from './compare-record.js';
import { type PartitionVerdict, verifyPartition, type VerifyPorts } from './verify-partition.js';

export interface ChainsVerdict {
  readonly state: 'intact' | 'broken';
  /** Records that were compared with the log. */
  readonly checked: number;
  /** Records of the log that are not chained yet. */
  readonly pending: number;
  /** The first bad record; one more of each further partition stands in `bad`. */
  readonly firstBad: BadRecord | null;
  readonly bad: readonly BadRecord[];
  readonly checkpoints: CheckpointsVerdict;
  readonly newestCheckpoint: Checkpoint | null;
  /** Ed25519, SPKI in PEM. Keep it elsewhere, with a checkpoint from time to time. */
  readonly publicKey: string | null;
}

/** Verifies every partition of every topic and the signed checkpoints. @throws AppError STORE_UNAVAILABLE, LOG_UNAVAILABLE. */
export const verifyChains = async (ports: VerifyPorts): Promise<ChainsVerdict> => {
  const verdicts: PartitionVerdict[] = [];
  for (const topic of ALL_TOPICS) {
    const ends = await ports.log.ends(topic);
    for (const end of ends.toSorted((a, b) => a.partition - b.partition))
      verdicts.push(await verifyPartition(ports, { topic, ...end }));
  }
  const checkpoints = await verifyCheckpoints(ports.store);
  const bad = verdicts.flatMap(({ firstBad }) => firstBad ?? []);
  return {
    state: bad.length === 0 && checkpoints.firstBad === null ? 'intact' : 'broken',
    checked: sum(verdicts, ({ checked }) => checked),
    pending: sum(verdicts, ({ pending }) => pending),
    firstBad: bad[0] ?? null,
    bad,
    checkpoints,
    newestCheckpoint: await newestCheckpoint(ports.store),
    publicKey: await publicSigningKey(ports.store),
  };
};

const sum = (
  verdicts: readonly PartitionVerdict[],
  of: (verdict: PartitionVerdict) => number,
): number => verdicts.reduce((total, verdict) => total + of(verdict), 0);

/** Whoever asks while it runs gets the answer of that run: it reads everything, so one at a time. */
export const oneVerificationAtATime = (ports: VerifyPorts): (() => Promise<ChainsVerdict>) => {
  let running: Promise<ChainsVerdict> | null = null;
  return () => {
    running ??= verifyChains(ports).finally(() => {
      running = null;
    });
    return running;
  };
};
