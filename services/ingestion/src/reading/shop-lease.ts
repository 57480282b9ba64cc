/**
 * Who reads a shop: one process at a time, whatever it reads it for, because what was read later must be told later.
 * Within the process the shop's lane sees to that.
 */
export const shopLease = (connectionId: string): string => `shop|${connectionId}`;
