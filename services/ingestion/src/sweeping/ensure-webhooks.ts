import type { ConnectionReader } from '@ml-connector/connections';
import type { DocumentStore } from '@ml-connector/document-store';
import { type Clock, isAppError, isoTime } from '@ml-connector/kernel';
import type { Vault } from '@ml-connector/sealing';
import type { StoreClient } from '@ml-connector/woocommerce';
import type { Signals } from '../signals.js';
import { planWebhooks } from './plan-webhooks.js';
import { changeSweep, loadSweep, problemOf } from './sweep-document.js';

export interface WebhookPorts {
  readonly store: DocumentStore;
  readonly vault: Pick<Vault, 'hash'>;
  readonly clock: Clock;
  readonly signals: Signals;
  readonly reader: Pick<ConnectionReader, 'webhookSecrets'>;
  /** Without a trailing slash. */
  readonly publicUrl: string;
}

/**
 * Makes sure that the shop delivers to us, signed with our secret: makes what is missing, sets right what points
 * elsewhere or was disabled. A shop that refuses is reported; the sweep finds its orders all the same.
 * @throws AppError SHOP_UNAVAILABLE, STORE_UNAVAILABLE.
 */
export const ensureWebhooks = async (
  ports: WebhookPorts,
  connectionId: string,
  client: Pick<StoreClient, 'listWebhooks' | 'createWebhook' | 'updateWebhook'>,
): Promise<void> => {
  const [secret] = await ports.reader.webhookSecrets(connectionId);
  if (secret === undefined) return;
  const secretHash = await ports.vault.hash(connectionId, `webhook-secret|${secret}`);
  const { webhooks } = await loadSweep(ports.store, connectionId);
  const checkedAt = isoTime(ports.clock.now());
  try {
    const plan = planWebhooks(
      {
        name: `ml-connector ${connectionId}`,
        deliveryUrl: `${ports.publicUrl}/webhooks/${connectionId}`,
        secret,
        secretChanged: webhooks.secretHash !== secretHash,
      },
      await client.listWebhooks(),
    );
    for (const webhook of plan.create) {
      await client.createWebhook(webhook);
      ports.signals.webhookMended(connectionId, webhook.topic, 'created');
    }
    for (const { id, topic, change } of plan.update) {
      await client.updateWebhook(id, change);
      ports.signals.webhookMended(connectionId, topic, 'changed');
    }
    await changeSweep(ports.store, connectionId, () => ({
      webhooks: { checkedAt, secretHash, problem: null },
    }));
  } catch (error) {
    if (!isAppError(error) || error.retryable) throw error;
    const problem = problemOf(error, ports.clock.now());
    ports.signals.shopFailed(connectionId, 'webhooks', error);
    await changeSweep(ports.store, connectionId, ({ webhooks: { secretHash: known } }) => ({
      webhooks: { checkedAt, secretHash: known, problem },
    }));
  }
};
