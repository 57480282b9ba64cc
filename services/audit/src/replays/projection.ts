import type { Topic } from '@ml-connector/contracts';
import type { LogRecord } from '@ml-connector/event-log';
import { canonicalJson } from '@ml-connector/kernel';
import type { Difference } from './replay-job.js';

/** A state that events lead to, and that stands live in documents. */
export interface Projection {
  readonly name: string;
  readonly topic: Topic;
  /** A fold from nothing. All events of one thing are in one partition, so partitions are folded one by one. */
  start(): ProjectionFold;
}

export interface ProjectionFold {
  /** In order; a record may stand twice. */
  fold(records: readonly LogRecord[]): Promise<void>;
  /** Against the live state. */
  compare(isSelected: (id: string) => boolean): Promise<Comparison>;
  /** The id under which a record's thing is compared; null for records that this state does not fold. */
  idOf(record: LogRecord): string | null;
}

export interface Comparison {
  readonly equal: number;
  readonly differences: readonly Difference[];
}

/** Compares by content; names the fields that differ and never what is in them. */
export const compareStates = (
  projection: string,
  id: string,
  states: { readonly rebuilt: object; readonly live: object | null },
): Difference | null => {
  const { rebuilt, live } = states;
  if (live === null) return { projection, id, what: 'missing', fields: [] };
  const one = new Map(Object.entries(rebuilt));
  const other = new Map(Object.entries(live));
  const fields = [...new Set([...one.keys(), ...other.keys()])].filter(
    (field) => canonicalJson(one.get(field) ?? null) !== canonicalJson(other.get(field) ?? null),
  );
  return fields.length === 0 ? null : { projection, id, what: 'differs', fields };
};
