import type { Connection } from '@ml-connector/connections';
import type { KnownOrder } from './decide-documents.js';
import { decideKnownOrder, type DecidingPorts } from './decide-known-order.js';
import { type Preview, previewDecision } from './preview-order.js';

/** What would be posted for an order, exactly, without posting it. */
export const previewOrder = async (
  connection: Connection,
  known: KnownOrder,
  ports: DecidingPorts,
): Promise<Preview> => previewDecision(await decideKnownOrder(connection, known, ports));
