import type { PendingDelivery, StoreState } from './store-state.js';

/**
 * Tells every active webhook of a topic that something happened. The same resource is queued only once per webhook while it
 * waits, and what happens while a webhook is paused or disabled is never made up for.
 */
export const queueDeliveries = (state: StoreState, topic: string, resourceId: number): void => {
  for (const webhook of state.webhooks.values()) {
    if (webhook.status !== 'active' || webhook.topic !== topic) continue;
    const key = queueKey(webhook.id, resourceId);
    if (state.queued.has(key)) continue;
    state.queued.add(key);
    state.pending.push({ webhookId: webhook.id, topic, resourceId });
  }
};

/** Takes the delivery that has waited longest out of the queue. */
export const nextDelivery = (state: StoreState): PendingDelivery | undefined => {
  const next = state.pending.shift();
  if (next !== undefined) state.queued.delete(queueKey(next.webhookId, next.resourceId));
  return next;
};

const queueKey = (webhookId: number, resourceId: number): string => `${webhookId} ${resourceId}`;
