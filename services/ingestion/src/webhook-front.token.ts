/** Where the platform finds the front of the webhook address. */
export const WEBHOOK_FRONT = Symbol('WebhookFront');
