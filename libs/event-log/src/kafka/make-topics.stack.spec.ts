import { TOPICS } from '@ml-connector/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LARGEST_RECORD } from './topic-settings.js';
import {
  deleteTopics,
  memoryPositions,
  openTestLog,
  ownPrefix,
  PARTITIONS,
  textRecord,
  withAdmin,
} from './cluster.fixture.js';

const TOPIC = TOPICS.orders;

describe('the topics of the log', { timeout: 60_000 }, () => {
  let prefix: string;

  beforeEach(() => {
    prefix = ownPrefix();
  });
  afterEach(() => deleteTopics(prefix));

  const ensureTopics = async (partitions = PARTITIONS): Promise<void> => {
    const log = openTestLog({ prefix, positions: memoryPositions(), partitions });
    try {
      await log.ensureTopics([TOPIC]);
    } finally {
      await log.close();
    }
  };

  it('may be made by many at once, and again', async () => {
    await Promise.all([ensureTopics(), ensureTopics(), ensureTopics()]);
    await expect(ensureTopics()).resolves.toBeUndefined();
  });

  it('are refused with another number of partitions', async () => {
    await ensureTopics();
    await expect(ensureTopics(PARTITIONS + 1)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('partitions 4 and must have 5'),
    });
  });

  it('are refused when they forget records or bear the time of the sender', async () => {
    const configEntries = [
      { name: 'retention.ms', value: '86400000' },
      { name: 'message.timestamp.type', value: 'CreateTime' },
      { name: 'cleanup.policy', value: 'compact' },
    ];
    await withAdmin((admin) =>
      admin.createTopics({
        // Under load the broker may not yet know what it has just made.
        waitForLeaders: false,
        topics: [{ topic: prefix + TOPIC, numPartitions: PARTITIONS, configEntries }],
      }),
    );
    const refused = ensureTopics();
    await expect(refused).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    for (const { name } of configEntries) await expect(refused).rejects.toThrow(name);
  });

  it('take the largest record that is allowed, and no larger one', async () => {
    const log = openTestLog({ prefix, positions: memoryPositions() });
    await log.ensureTopics([TOPIC]);
    const large = textRecord('k', 'x'.repeat(LARGEST_RECORD - 200));
    const [place] = await log.append(TOPIC, [{ ...large, headers: {} }]);
    const [read] = await log.read(TOPIC, place?.partition ?? 0, 0, 1);
    expect(read?.value.byteLength).toBe(LARGEST_RECORD - 200);
    const tooLarge = { ...large, value: new Uint8Array(LARGEST_RECORD) };
    await expect(log.append(TOPIC, [tooLarge])).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    await log.close();
  });
});
