import type { Json } from '@ml-connector/kernel';
import { z } from 'zod';

import { identifier } from './field.js';
import { readAnswer } from './shop-answer.js';

/** A webhook as the store keeps it. Its secret is never told, nor how often it failed. */
export interface StoreWebhook {
  readonly id: number;
  readonly name: string;
  /** `disabled` is what the store does by itself at the seventh failure in a row. */
  readonly status: 'active' | 'paused' | 'disabled';
  /** e.g. `order.updated` */
  readonly topic: string;
  readonly deliveryUrl: string;
}

/** The secret must be of `[A-Za-z0-9]`: WooCommerce changes others before it signs with them. */
export interface NewWebhook {
  readonly name: string;
  readonly topic: string;
  readonly deliveryUrl: string;
  readonly secret: string;
}

export type WebhookChange = Partial<NewWebhook> & { readonly status?: 'active' | 'paused' };

/** @throws AppError SHOP_ANSWER_INVALID */
export const parseWebhook = (json: Json): StoreWebhook => readAnswer(schema, json, 'webhook');

/** What to send: only what is given. */
export const webhookBody = (change: WebhookChange): Readonly<Record<string, string>> => {
  const { deliveryUrl, ...rest } = change;
  return { ...rest, ...(deliveryUrl === undefined ? {} : { delivery_url: deliveryUrl }) };
};

const schema = z
  .object({
    id: identifier.min(1),
    name: z.string(),
    status: z.enum(['active', 'paused', 'disabled']),
    topic: z.string(),
    delivery_url: z.string(),
  })
  .transform(({ delivery_url, ...rest }): StoreWebhook => ({ ...rest, deliveryUrl: delivery_url }));
