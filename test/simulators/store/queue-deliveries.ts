import type { StoreState } from './store-state.js';

/**
 * Tells every active webhook of a topic that something happened. The same resource is queued only once per webhook while it
 * waits, and what happens while a webhook is paused or disabled is never made up for.
 */
export const queueDeliveries = (state: StoreState, topic: string, resourceId: number): void => {
  for (const webhook of state.webhooks.values()) {
    if (webhook.status !== 'active' || webhook.topic !== topic) continue;
    const waits = state.pending.some(
      (pending) => pending.webhookId === webhook.id && pending.resourceId === resourceId,
    );
    if (!waits) state.pending.push({ webhookId: webhook.id, topic, resourceId });
  }
};
