import { describe, expect, it } from 'vitest';
import { planWebhooks, WEBHOOK_TOPICS } from './plan-webhooks.js';

const wanted = {
  name: 'ml-connector c1',
  deliveryUrl: 'https://a/webhooks/c1',
  secret: 's',
  secretChanged: false,
};
const standing = WEBHOOK_TOPICS.map((topic, index) => ({
  id: index + 1,
  name: wanted.name,
  status: 'active' as const,
  topic,
  deliveryUrl: wanted.deliveryUrl,
}));

describe('planWebhooks', () => {
  it('wants one webhook a topic', () => {
    const { create, update } = planWebhooks(wanted, []);
    expect(create.map(({ topic }) => topic)).toEqual([...WEBHOOK_TOPICS]);
    expect(update).toEqual([]);
  });

  it('leaves alone what is as it should be, and what is not ours', () => {
    const foreign = {
      ...standing[0]!,
      id: 99,
      name: 'CRM',
      status: 'paused' as const,
      deliveryUrl: 'https://crm',
    };
    expect(planWebhooks(wanted, [...standing, foreign])).toEqual({ create: [], update: [] });
  });

  it.each(['disabled', 'paused'] as const)('enables one that is %s', (status) => {
    const plan = planWebhooks(
      wanted,
      standing.map((one) => (one.id === 3 ? { ...one, status } : one)),
    );
    expect(plan.update).toEqual([{ id: 3, topic: 'order.deleted', change: { status: 'active' } }]);
  });

  it('moves those that still point to an older address of ours', () => {
    const plan = planWebhooks({ ...wanted, deliveryUrl: 'https://b/webhooks/c1' }, standing);
    expect(plan.create).toEqual([]);
    expect(plan.update.map(({ change }) => change)).toEqual(
      standing.map(() => ({ deliveryUrl: 'https://b/webhooks/c1' })),
    );
  });

  it('gives all of them a secret that is new', () => {
    const plan = planWebhooks({ ...wanted, secretChanged: true }, standing);
    expect(plan.update.map(({ change }) => change)).toEqual(standing.map(() => ({ secret: 's' })));
  });
});
