import type { CollectionDefinition, DocumentStore } from '@ml-connector/document-store';
import { z } from 'zod';
import type { ConnectionEvent } from './connection-event.js';
import { type Rules, rulesSchema } from './rules.js';

export const rulesVersionSchema = z.strictObject({
  connectionId: z.string(),
  version: z.int().positive(),
  rules: rulesSchema,
  /** ISO 8601 UTC. */
  validFrom: z.iso.datetime(),
});
export type RulesVersion = z.infer<typeof rulesVersionSchema>;

/** Every version of every connection's rules, made from its events; never changed. */
export const RULES_VERSIONS = {
  name: 'rules-versions',
  schema: rulesVersionSchema,
  indexes: { byConnection: ['connectionId', 'version'] },
} as const satisfies CollectionDefinition<RulesVersion>;

export const rulesVersionId = (connectionId: string, version: number): string =>
  `${connectionId}|${version}`;

/** The versions that these events bring. */
export const rulesVersionsIn = (events: readonly ConnectionEvent[]): readonly RulesVersion[] =>
  events.flatMap((event) =>
    event.type === 'RulesChanged'
      ? [
          {
            connectionId: event.connectionId,
            version: event.data.rulesVersion,
            rules: rulesSchema.parse(event.data.rules),
            validFrom: event.occurredAt,
          },
        ]
      : [],
  );

/** The rules that decided a posting, by the version that stands with it; `null` for one that never was. */
export const readRulesVersion = async (
  store: DocumentStore,
  connectionId: string,
  version: number,
): Promise<Rules | null> =>
  (await store.collection(RULES_VERSIONS).get(rulesVersionId(connectionId, version)))?.value
    .rules ?? null;
