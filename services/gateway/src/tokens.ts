/** Injection tokens of the gateway's own providers. */
export const QBWC_FRONT = Symbol('QbwcFront');
export const POLL_WATCH = Symbol('PollWatch');
export const POSTINGS = Symbol('Postings');
