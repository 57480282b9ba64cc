const LONGEST_PING = 'webhook_id='.length + 20;

/**
 * Whether a request is the ping that WooCommerce sends when a webhook is made: an unsigned form whose body is exactly
 * `webhook_id=N`. It must be answered with exactly 200, or every later delivery is followed by another ping.
 */
export const isPing = (contentType: string | undefined, rawBody: Uint8Array): boolean => {
  if (rawBody.length > LONGEST_PING) return false;
  const mediaType = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  return (
    mediaType === 'application/x-www-form-urlencoded' &&
    /^webhook_id=\d{1,20}$/.test(Buffer.from(rawBody).toString('latin1'))
  );
};
