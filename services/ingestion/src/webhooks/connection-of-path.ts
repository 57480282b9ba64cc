const ADDRESS = /^\/webhooks\/([a-z0-9-]{1,40})$/;

/** The connection that a delivery's address names; null for every other path. Nothing is decoded or normalised. */
export const connectionOfPath = (url: string | undefined): string | null =>
  ADDRESS.exec(url?.split('?', 1)[0] ?? '')?.[1] ?? null;
