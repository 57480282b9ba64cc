import { audit } from '@ml-connector/audit';
import { console as consoleService } from '@ml-connector/console';
import * as contracts from '@ml-connector/contracts';
import type { DeclaredCollection } from '@ml-connector/document-store';
import { gateway } from '@ml-connector/gateway';
import { ingestion } from '@ml-connector/ingestion';
import { mapping } from '@ml-connector/mapping';
import { collectionsOf } from '@ml-connector/platform';
import { z } from 'zod';

const isDefinition = (value: unknown): value is contracts.EventDefinition =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  'topic' in value &&
  'data' in value;

/** Every type of event that this release knows. */
export const EVENT_DEFINITIONS: readonly contracts.EventDefinition[] = [
  ...new Map(
    Object.values(contracts)
      .flatMap((exported): unknown[] => (Array.isArray(exported) ? exported : [exported]))
      .filter(isDefinition)
      .map((definition) => [definition.type, definition]),
  ).values(),
];

/** A collection with the schema that reads it. */
export interface ReadCollection extends DeclaredCollection {
  readonly schema: z.ZodType;
}

const hasSchema = (collection: DeclaredCollection): collection is ReadCollection =>
  'schema' in collection && collection.schema instanceof z.ZodType;

/** Every collection that this release knows. */
export const COLLECTIONS: readonly ReadCollection[] = collectionsOf([
  ingestion,
  mapping,
  gateway,
  audit,
  consoleService,
]).filter(hasSchema);
