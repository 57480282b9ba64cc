import { createHmac, timingSafeEqual } from 'node:crypto';

/** Base64 of 32 bytes. */
const SIGNATURE_LENGTH = 44;

/**
 * Whether `X-WC-Webhook-Signature` is base64(HMAC-SHA-256(secret, raw body)), compared in constant time.
 * The body must be the bytes as received: WooCommerce escapes JSON in its own way, so re-serialised text never verifies.
 * The secret is used as given. WooCommerce decodes HTML entities in it, so only secrets of `[A-Za-z0-9]` are safe to set.
 */
export const verifyDelivery = (
  rawBody: Uint8Array,
  signatureHeader: string,
  secret: string,
): boolean => {
  if (signatureHeader.length !== SIGNATURE_LENGTH) return false;
  const given = Buffer.from(signatureHeader, 'utf8');
  const expected = createHmac('sha256', secret).update(rawBody).digest('base64');
  return given.length === SIGNATURE_LENGTH && timingSafeEqual(given, Buffer.from(expected, 'utf8'));
};
