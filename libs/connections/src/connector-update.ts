import type { CollectionDefinition } from '@ml-connector/document-store';
import { z } from 'zod';

/** How the last update of a Web Connector ended, in a sentence that says what to do where something is wrong. */
export const connectorOutcomeSchema = z.strictObject({
  at: z.iso.datetime(),
  outcome: z.string(),
  sentence: z.string(),
  /** What stands in the way, for machines: an hresult, a status code or a word; null where nothing does. */
  cause: z.string().nullable().default(null),
});
export type ConnectorOutcome = z.infer<typeof connectorOutcomeSchema>;

/** By connection id; written by the gateway when an update ends, shown by the console. Not an event. */
export const CONNECTOR_UPDATES = {
  name: 'connector-updates',
  schema: connectorOutcomeSchema,
  indexes: {},
} as const satisfies CollectionDefinition<ConnectorOutcome, never>;
