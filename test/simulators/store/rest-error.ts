/** A reply of the REST API. */
export interface RestReply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** `{code, message, data:{status}}`, as every refusal of WordPress looks. */
export const restError = (
  status: number,
  code: string,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
): RestReply => ({ status, body: { code, message, data: { status, ...more } } });

export const cannotView = (): RestReply =>
  restError(401, 'woocommerce_rest_cannot_view', 'Sorry, you cannot list resources.');

export const notAuthenticated = (message: string): RestReply =>
  restError(401, 'woocommerce_rest_authentication_error', message);

export const noRoute = (): RestReply =>
  restError(404, 'rest_no_route', 'No route was found matching the URL and request method.');

export const invalidId = (
  what: 'order' | 'refund' | 'customer' | 'product' | 'webhook',
): RestReply => {
  if (what === 'product')
    return restError(404, 'woocommerce_rest_product_invalid_id', 'Invalid ID.');
  if (what === 'order')
    return restError(404, 'woocommerce_rest_shop_order_invalid_id', 'Invalid ID.');
  if (what === 'refund')
    return restError(404, 'woocommerce_rest_shop_order_refund_invalid_id', 'Invalid ID.');
  return what === 'customer'
    ? restError(404, 'woocommerce_rest_invalid_id', 'Invalid resource ID.')
    : restError(404, 'woocommerce_rest_shop_webhook_invalid_id', 'Invalid ID.');
};

/** A parameter that the schema refuses. */
export const invalidParameter = (name: string, code: string, message: string): RestReply =>
  restError(400, 'rest_invalid_param', `Invalid parameter(s): ${name}`, {
    params: { [name]: message },
    details: { [name]: { code, message, data: null } },
  });
