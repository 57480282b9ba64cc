import { setImmediate } from 'node:timers/promises';
import type { EventLog, PartitionEnds } from '@ml-connector/event-log';
import { isRecordSelected, type Selection } from './selection.js';
import type { Comparison, Projection } from './projection.js';
import type { Difference } from './replay-job.js';

export interface RebuildPorts {
  readonly log: Pick<EventLog, 'read' | 'ends' | 'offsetsAt'>;
  readonly projections: readonly Projection[];
  /** Milliseconds. */
  readonly sleep: (ms: number) => Promise<void>;
}

export interface Rebuilt {
  readonly events: number;
  readonly equal: number;
  readonly differences: readonly Difference[];
}

const PAGE = 200;
/** What is folded live is a moment behind the log: differences are looked at again before they count, for 5 seconds in all. */
const LOOKS_AGAIN = 20;
const LOOK_AGAIN_MS = 250;

/**
 * Folds everything from the first offset on into fresh states in memory and compares these with the live ones. It
 * decides nothing, writes nothing and posts nothing. With a beginning, only what was told from there on is compared.
 */
export const rebuild = async (
  ports: RebuildPorts,
  selection: Selection,
  onProgress: (events: number) => Promise<void>,
): Promise<Rebuilt> => {
  let events = 0;
  let equal = 0;
  const patience = { looks: LOOKS_AGAIN };
  const differences: Difference[] = [];
  const projections = ports.projections.filter(
    ({ topic }) => selection.topic === null || selection.topic === topic,
  );
  for (const projection of projections) {
    for (const end of await ports.log.ends(projection.topic)) {
      const rebuilt = await rebuildPartition(ports, { projection, end, selection, patience });
      events += rebuilt.events;
      equal += rebuilt.equal;
      differences.push(...rebuilt.differences);
      await onProgress(events);
    }
  }
  return { events, equal, differences };
};

const rebuildPartition = async (
  ports: RebuildPorts,
  at: {
    readonly projection: Projection;
    readonly end: PartitionEnds;
    readonly selection: Selection;
    readonly patience: { looks: number };
  },
): Promise<Rebuilt> => {
  const { projection, end, selection, patience } = at;
  const { partition } = end;
  const fold = projection.start();
  const start = await selection.startOf(projection.topic, partition);
  const touched = new Set<string>();
  let events = 0;
  let offset = end.first;
  const catchUp = async (): Promise<void> => {
    for (;;) {
      // The embedded store answers at once: without this nothing else would happen in the process meanwhile.
      await setImmediate();
      const page = await ports.log.read(projection.topic, partition, offset, PAGE);
      const last = page.at(-1);
      if (!last) return;
      const records = page.filter((record) => isRecordSelected(selection, record));
      await fold.fold(records);
      for (const record of records) {
        const id = record.offset >= start ? fold.idOf(record) : null;
        if (id !== null) touched.add(id);
      }
      events += records.length;
      offset = last.offset + 1;
    }
  };
  const look = async (): Promise<Comparison> => {
    await catchUp();
    return fold.compare((id) => touched.has(id));
  };
  let comparison = await look();
  while (comparison.differences.length > 0 && patience.looks > 0) {
    patience.looks -= 1;
    await ports.sleep(LOOK_AGAIN_MS);
    comparison = await look();
  }
  return { events, ...comparison };
};
