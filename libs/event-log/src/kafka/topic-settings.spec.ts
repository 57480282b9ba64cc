import { expect, it } from 'vitest';
import { entriesOf, refuseContradictions, type StandingTopic } from './topic-settings.js';

const settings = { partitions: 12, replication: 3 };
const standing = (
  more: Partial<Omit<StandingTopic, 'entries'>> = {},
  entries: Readonly<Record<string, string>> = {},
): StandingTopic => ({
  topic: 'orders',
  partitions: 12,
  replicas: 3,
  ...more,
  entries: new Map(Object.entries({ ...entriesOf(settings), ...entries })),
});

it.each([
  ['as it was made', standing()],
  ['with more copies', standing({ replicas: 5 }, { 'min.insync.replicas': '3' })],
  ['that takes larger records', standing({}, { 'max.message.bytes': '99999999' })],
])('accepts a topic %s', (_, topic) => {
  expect(() => refuseContradictions([topic], settings)).not.toThrow();
});

it.each([
  [standing({ partitions: 6 }), 'partitions 6 and must have 12'],
  [standing({ replicas: 1 }), 'replicas 1 and must have 3'],
  [standing({}, { 'min.insync.replicas': '1' }), 'min.insync.replicas 1 and must have at least 2'],
  [standing({}, { 'retention.ms': '604800000' }), 'retention.ms 604800000 and must have -1'],
  [standing({}, { 'retention.bytes': '1000' }), 'retention.bytes 1000 and must have -1'],
  [standing({}, { 'cleanup.policy': 'compact' }), 'cleanup.policy compact'],
  [standing({}, { 'message.timestamp.type': 'CreateTime' }), 'message.timestamp.type CreateTime'],
  [standing({}, { 'unclean.leader.election.enable': 'true' }), 'unclean.leader.election.enable'],
])('refuses a topic that contradicts %#', (topic, sentence) => {
  expect(() => refuseContradictions([topic], settings)).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining(sentence) }),
  );
});

it('names all contradictions of all topics at once', () => {
  const topics = [
    standing({ partitions: 6, replicas: 1 }),
    standing({ topic: 'sets', replicas: 2 }),
  ];
  expect(() => refuseContradictions(topics, settings)).toThrow(/orders .*orders .*sets /su);
});

it('asks one copy of a single node', () => {
  expect(entriesOf({ replication: 1 })['min.insync.replicas']).toBe('1');
});
