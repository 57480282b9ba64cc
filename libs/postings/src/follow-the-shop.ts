import type { Posting } from './posting.js';

/** Kinds whose posted document can be changed by a Mod. */
const CHANGEABLE: ReadonlySet<Posting['kind']> = new Set([
  'customer',
  'invoice',
  'sales-receipt',
  'sales-order',
  'credit-memo',
]);

/** Whether a document that stands becomes what the newest wish says, unless what stands speaks against it. */
export const followsTheShop = ({ kind, wish }: Posting): boolean =>
  CHANGEABLE.has(kind) && wish.onChange !== 'hold';

/** Whether mapping could not make the newest wish: every transaction that was made refers to its customer. */
export const isUnmade = ({ orderId, wish }: Posting): boolean =>
  orderId !== null && wish.dependsOn.length === 0;
