/** Injection tokens of the gateway's own providers. */
export const QBWC_FRONT = Symbol('QbwcFront');
export const POSTINGS = Symbol('Postings');
