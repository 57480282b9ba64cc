import type { EventDefinition, EventOf } from '@ml-connector/contracts';
import { readEvent } from '@ml-connector/contracts';
import { decodeRecord, type LogRecord } from '@ml-connector/event-log';
import { isAppError } from '@ml-connector/kernel';
import { compareStates, type Comparison, type ProjectionFold } from './projection.js';
import type { Difference } from './replay-job.js';

/** What a fold by id is made of. */
export interface FoldById<Definition extends EventDefinition, State extends object> {
  readonly projection: string;
  readonly definitions: readonly Definition[];
  readonly idOf: (event: EventOf<Definition>) => string;
  /** Opens what a batch needs before it is folded. */
  readonly prepare?: (events: readonly EventOf<Definition>[]) => Promise<void>;
  /** @throws AppError EVENT_INVALID where an event is missing before this one. */
  readonly fold: (state: State | null, event: EventOf<Definition>) => State | null;
  /** The comparable parts of the rebuilt and of the live state, by id; absent: nothing stands live. */
  readonly compare: (
    rebuilt: ReadonlyMap<string, State>,
  ) => Promise<ReadonlyMap<string, { readonly rebuilt: object; readonly live: object | null }>>;
}

const COMPARED_AT_ONCE = 500;

/** Folds events into one state per id, in memory, and compares these with what stands live. */
export const foldById = <Definition extends EventDefinition, State extends object>(
  options: FoldById<Definition, State>,
): ProjectionFold => {
  const { projection, definitions } = options;
  const states = new Map<string, State>();
  const holes = new Set<string>();
  const parked = new Set<string>();

  const foldOne = (event: EventOf<Definition>): void => {
    const id = options.idOf(event);
    if (holes.has(id)) return;
    try {
      const state = options.fold(states.get(id) ?? null, event);
      if (state !== null) states.set(id, state);
    } catch (error) {
      if (!isAppError(error, 'EVENT_INVALID') && !(error instanceof RangeError)) throw error;
      holes.add(id);
      states.delete(id);
    }
  };

  const compare = async (isSelected: (id: string) => boolean): Promise<Comparison> => {
    const selected = [...states].filter(([id]) => isSelected(id));
    const differences: Difference[] = [...holes]
      .filter(isSelected)
      .map((id) => ({ projection, id, what: 'hole', fields: [] }));
    let equal = 0;
    for (let at = 0; at < selected.length; at += COMPARED_AT_ONCE) {
      const part = new Map(selected.slice(at, at + COMPARED_AT_ONCE));
      for (const [id, both] of await options.compare(part)) {
        const difference = compareStates(projection, id, both);
        if (difference) differences.push(difference);
        else equal += 1;
      }
    }
    return { equal, differences };
  };

  /** An event that cannot be read parks its key wherever it is folded live, and so it does here. */
  const readable = (record: LogRecord): EventOf<Definition> | null => {
    if (parked.has(record.key)) return null;
    try {
      return readEvent(definitions, decodeRecord(record));
    } catch (error) {
      if (isAppError(error, 'EVENT_TOO_NEW')) throw error;
      parked.add(record.key);
      return null;
    }
  };

  return {
    fold: async (records) => {
      const events = records.flatMap((record) => readable(record) ?? []);
      await options.prepare?.(events);
      for (const event of events) foldOne(event);
    },
    compare,
    idOf: (record) => {
      const event = readable(record);
      return event === null ? null : options.idOf(event);
    },
  };
};
