import { CALLS, ENCODINGS } from './call-rows.js';
import type { HostileRow } from './hostile-row.js';
import { HTTP, SIZES, SLOW } from './http-rows.js';
import { LOGINS, TICKETS } from './session-rows.js';
import { DOCUMENT_TYPES, NO_XML } from './xml-rows.js';

/** Every row of the list of attacks on the address of the Web Connector that a request alone can make. */
export const HOSTILE_ROWS: readonly HostileRow[] = [
  ...NO_XML,
  ...DOCUMENT_TYPES,
  ...SIZES,
  ...CALLS,
  ...ENCODINGS,
  ...HTTP,
  ...SLOW,
  ...LOGINS,
  ...TICKETS,
];
