import type { Cluster } from 'kafkajs';
import type { Doorbell } from '../doorbell.js';
import type { Pause } from '../growing-pause.js';
import { pauseUnlessStopped } from '../partition-runner.js';
import { partitionOutOfRange, recoverConnections } from './fetch-failure.js';
import { fetchRecords } from './fetch-records.js';
import type { PartitionBuffer } from './partition-buffer.js';

export interface FetchLoopOptions {
  readonly cluster: Cluster;
  readonly buffers: readonly PartitionBuffer[];
  /** Rings when a buffer may have room again, and when the loops shall stop. */
  readonly room: Doorbell;
  readonly pause: Pause;
  readonly stop: AbortSignal;
  /** Told when a partition has no such offset, or another record there; it is tried again after a pause. */
  readonly onLost: (buffer: PartitionBuffer) => void;
  readonly onError: (error: unknown) => void;
}

/** The broker answers with the first record, so waiting longer delays none; but it answers nothing else meanwhile. */
const LONG_POLL_MS = 1_000;
/** A partition that had no room is asked for by the next fetch only. */
const SHORT_POLL_MS = 250;
const PARTITION_BYTES = 512 * 1024;
const NEW_LEADERS_MS = 1_000;

/**
 * Fills the buffers, by one loop for each broker that leads some of the partitions; a slow broker delays only its own.
 * Resolves when all have stopped.
 */
export const runFetchLoops = async (options: FetchLoopOptions): Promise<void> => {
  const { stop } = options;
  const lost = createSetAside(options);
  const loops = new Map<string, Promise<void>>();
  while (!stop.aborted) {
    for (const nodeId of leadersOf(options).keys()) {
      if (loops.has(nodeId)) continue;
      const loop = runLoop(options, nodeId, lost).finally(() => loops.delete(nodeId));
      loops.set(nodeId, loop);
    }
    await pauseUnlessStopped(NEW_LEADERS_MS, stop);
  }
  await Promise.all(loops.values());
};

/** Ends when its broker leads nothing any more. */
const runLoop = async (
  options: FetchLoopOptions,
  nodeId: string,
  lost: SetAside,
): Promise<void> => {
  const { cluster, room, pause, stop, onError } = options;
  for (let failures = 0; !stop.aborted;) {
    const led = leadersOf(options).get(nodeId);
    if (!led) return;
    const wanted = led.filter((buffer) => buffer.hasRoom() && !lost.has(buffer));
    if (wanted.length === 0) {
      await room.rung();
      continue;
    }
    try {
      const maxWait = wanted.length === led.length ? LONG_POLL_MS : SHORT_POLL_MS;
      await fillFrom(cluster, { nodeId, maxWait }, wanted);
      for (const buffer of wanted) if (buffer.isForeign()) lost.add(buffer);
      failures = 0;
    } catch (error) {
      const cutOff = partitionOutOfRange(error);
      const buffer = cutOff && wanted.find((each) => isOf(each, cutOff));
      if (buffer) {
        lost.add(buffer);
        continue;
      }
      if (stop.aborted) return;
      failures += 1;
      onError(error);
      await recoverConnections(cluster, error);
      await pauseUnlessStopped(pause(failures), stop);
    }
  }
};

const fillFrom = async (
  cluster: Cluster,
  how: { readonly nodeId: string; readonly maxWait: number },
  buffers: readonly PartitionBuffer[],
): Promise<void> => {
  const asked = buffers.map((buffer) => ({ buffer, from: buffer.fetchFrom() }));
  const fetched = await fetchRecords(cluster, {
    ...how,
    partitions: asked.map(({ buffer, from }) => ({
      topic: buffer.topic,
      partition: buffer.partition,
      from,
      maxBytes: PARTITION_BYTES,
    })),
  });
  for (const each of fetched) {
    if (each.records.length === 0) continue;
    const of = asked.find(({ buffer }) => isOf(buffer, each));
    of?.buffer.take(each.records, of.from);
  }
};

const isOf = (
  buffer: PartitionBuffer,
  place: { readonly topic: string; readonly partition: number },
): boolean => buffer.topic === place.topic && buffer.partition === place.partition;

const leadersOf = ({
  cluster,
  buffers,
}: FetchLoopOptions): ReadonlyMap<string, readonly PartitionBuffer[]> => {
  const leaders = new Map<string, PartitionBuffer[]>();
  for (const buffer of buffers) {
    const partition = cluster
      .findTopicPartitionMetadata(buffer.topic)
      .find(({ partitionId }) => partitionId === buffer.partition);
    if (!partition || partition.leader < 0) continue;
    const nodeId = String(partition.leader);
    leaders.set(nodeId, [...(leaders.get(nodeId) ?? []), buffer]);
  }
  return leaders;
};

interface SetAside {
  has(buffer: PartitionBuffer): boolean;
  add(buffer: PartitionBuffer): void;
}

/** Partitions without the wanted record: tried again after a pause that grows, and never skipped. */
const createSetAside = ({ pause, stop, room, onLost }: FetchLoopOptions): SetAside => {
  const aside = new Set<PartitionBuffer>();
  const times = new Map<PartitionBuffer, number>();
  const comeBack = async (buffer: PartitionBuffer, wait: number): Promise<void> => {
    await pauseUnlessStopped(wait, stop);
    aside.delete(buffer);
    room.ring();
  };
  return {
    has: (buffer) => aside.has(buffer),
    add(buffer) {
      const count = (times.get(buffer) ?? 0) + 1;
      times.set(buffer, count);
      aside.add(buffer);
      onLost(buffer);
      void comeBack(buffer, pause(count));
    },
  };
};
