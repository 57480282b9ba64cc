import type { NewWebhook, StoreWebhook, WebhookChange } from '@ml-connector/woocommerce';

/** What we listen to. Refunds have no topic: they come as a change of their order. */
export const WEBHOOK_TOPICS = [
  'order.created',
  'order.updated',
  'order.deleted',
  'order.restored',
  'customer.created',
  'customer.updated',
  'customer.deleted',
] as const;

export interface WantedWebhooks {
  readonly name: string;
  readonly deliveryUrl: string;
  readonly secret: string;
  /** Whether the shop's webhooks may still have an older secret, which the shop never tells. */
  readonly secretChanged: boolean;
}

export interface WebhookPlan {
  readonly create: readonly NewWebhook[];
  readonly update: readonly {
    readonly id: number;
    readonly topic: string;
    readonly change: WebhookChange;
  }[];
}

/** What has to be done so that each topic has an active webhook of ours, and nothing of others is touched. */
export const planWebhooks = (
  wanted: WantedWebhooks,
  standing: readonly StoreWebhook[],
): WebhookPlan => {
  const { name, deliveryUrl, secret } = wanted;
  const ours = standing.filter(
    (webhook) => webhook.name === name || webhook.deliveryUrl === deliveryUrl,
  );
  const topics: ReadonlySet<string> = new Set(WEBHOOK_TOPICS);
  return {
    create: WEBHOOK_TOPICS.filter((topic) => !ours.some((webhook) => webhook.topic === topic)).map(
      (topic) => ({ name, topic, deliveryUrl, secret }),
    ),
    update: ours
      .filter((webhook) => topics.has(webhook.topic))
      .map((webhook) => ({
        id: webhook.id,
        topic: webhook.topic,
        change: changeOf(wanted, webhook),
      }))
      .filter(({ change }) => Object.keys(change).length > 0),
  };
};

const changeOf = (wanted: WantedWebhooks, webhook: StoreWebhook): WebhookChange => ({
  ...(webhook.deliveryUrl === wanted.deliveryUrl ? {} : { deliveryUrl: wanted.deliveryUrl }),
  ...(wanted.secretChanged ? { secret: wanted.secret } : {}),
  ...(webhook.status === 'active' ? {} : { status: 'active' as const }),
});
