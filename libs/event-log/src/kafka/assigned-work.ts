import type { Topic } from '@ml-connector/contracts';
import { AppError } from '@ml-connector/kernel';
import { createDoorbell, type Doorbell } from '../doorbell.js';
import type { RecordBatch, SubscriptionOptions } from '../event-log.js';
import type { Pause } from '../growing-pause.js';
import { pauseUnlessStopped, runPartition } from '../partition-runner.js';
import type { Position, Positions } from '../positions.js';
import { recordMark } from '../record-mark.js';
import { runFetchLoops } from './fetch-loops.js';
import type { Assignment } from './group-member.js';
import { createPartitionBuffer, type PartitionBuffer } from './partition-buffer.js';

export interface WorkParts {
  readonly options: SubscriptionOptions;
  readonly positions: Positions;
  readonly pause: Pause;
  readonly isLive: () => boolean;
  readonly onMoved: (topic: Topic, partition: number, next: number) => void;
  readonly tell: (error: unknown, batch: RecordBatch) => void;
  /** The name that the product knows a topic of the cluster by. */
  readonly topicOf: (clusterTopic: string) => Topic;
}

/** The work on the partitions that a member has for a while. */
export interface AssignedWork {
  /** Looks again whether there is something to do. */
  wake(): void;
  /** Resolves after the batches in hand and their positions. */
  stop(): Promise<void>;
}

const BEGINNING: Position = { next: 0, mark: null };
const DEFAULT_BATCH = 500;
const MAX_BUFFERED_BYTES = 32 * 1024 * 1024;
const MAX_PARTITION_BYTES = 2 * 1024 * 1024;

/** Starts where the group's positions stand now, whatever Kafka believes. */
export const startAssignedWork = (parts: WorkParts, assignment: Assignment): AssignedWork => {
  const stopping = new AbortController();
  const room = createDoorbell();
  let buffers: readonly PartitionBuffer[] = [];
  const work = async (): Promise<void> => {
    const loaded = await loadBuffers(parts, assignment, stopping.signal);
    if (!loaded) return;
    buffers = loaded;
    await Promise.all([
      ...buffers.map((buffer) => runBuffer(parts, buffer, { room, stop: stopping.signal })),
      runFetchLoops({
        cluster: assignment.cluster,
        buffers,
        room,
        pause: parts.pause,
        stop: stopping.signal,
        onError: (error) => parts.tell(error, nothingOf(parts, assignment)),
        onLost: (buffer) => parts.tell(lostPlace(parts, buffer), emptyBatch(parts, buffer)),
      }),
    ]);
  };
  const done = work();
  const wake = (): void => {
    room.ring();
    for (const { doorbell } of buffers) doorbell.ring();
  };
  return {
    wake,
    stop() {
      stopping.abort();
      wake();
      return done;
    },
  };
};

/** Tries until it succeeds. @returns `null` if it was stopped before. */
const loadBuffers = async (
  parts: WorkParts,
  assignment: Assignment,
  stop: AbortSignal,
): Promise<readonly PartitionBuffer[] | null> => {
  for (let rejections = 1; !stop.aborted; rejections += 1) {
    try {
      return await buffersOf(parts, assignment);
    } catch (error) {
      parts.tell(error, nothingOf(parts, assignment));
      await pauseUnlessStopped(parts.pause(rejections), stop);
    }
  }
  return null;
};

const buffersOf = async (
  { options, positions, isLive, onMoved, topicOf }: WorkParts,
  { partitions }: Assignment,
): Promise<readonly PartitionBuffer[]> => {
  const total = [...partitions.values()].reduce((sum, each) => sum + each.length, 0);
  const maxBytes = Math.min(MAX_PARTITION_BYTES, MAX_BUFFERED_BYTES / Math.max(1, total));
  const buffers = [];
  for (const [topic, numbers] of partitions) {
    const standing = await positions.load(options.group, topicOf(topic));
    for (const partition of numbers) {
      const position = standing.get(partition) ?? BEGINNING;
      onMoved(topicOf(topic), partition, position.next);
      const maxRecords = options.maxRecords ?? DEFAULT_BATCH;
      buffers.push(
        createPartitionBuffer({ topic, partition, ...position, maxRecords, maxBytes, isLive }),
      );
    }
  }
  return buffers;
};

const runBuffer = (
  { options, positions, pause, onMoved, tell, topicOf }: WorkParts,
  buffer: PartitionBuffer,
  { room, stop }: { readonly room: Doorbell; readonly stop: AbortSignal },
): Promise<void> => {
  const topic = topicOf(buffer.topic);
  const named = (batch: RecordBatch): RecordBatch => ({
    ...batch,
    topic,
    records: batch.records.map((record) => ({ ...record, topic })),
  });
  return runPartition(buffer, buffer.position, {
    handle: (batch) => options.handle(named(batch)),
    async save(next, last) {
      const { partition } = buffer;
      const mark = recordMark(last);
      const goOn = await positions.save(options.group, topic, partition, next, mark);
      if (goOn === next) buffer.discardBefore(next);
      else buffer.startAgainAt(goOn);
      room.ring();
      onMoved(topic, buffer.partition, goOn);
      return goOn;
    },
    onError: (error, batch) => tell(error, named(batch)),
    pause,
    stop,
  });
};

const lostPlace = ({ topicOf }: WorkParts, buffer: PartitionBuffer): AppError => {
  const place = `${topicOf(buffer.topic)} ${buffer.partition}:${buffer.fetchFrom()}`;
  return new AppError(
    'STORE_CORRUPT',
    buffer.isForeign()
      ? `The log has another ${place} than was handled: it was put back to an older copy and has grown since, or it is another log.`
      : `The log has no ${place}: it was cut off, or it is older than the positions.`,
  );
};

const emptyBatch = ({ topicOf }: WorkParts, buffer: PartitionBuffer): RecordBatch => ({
  topic: topicOf(buffer.topic),
  partition: buffer.partition,
  records: [],
});

const nothingOf = ({ topicOf }: WorkParts, { partitions }: Assignment): RecordBatch => ({
  topic: topicOf([...partitions.keys()][0] ?? ''),
  partition: 0,
  records: [],
});
