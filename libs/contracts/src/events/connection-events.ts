import { z } from 'zod';
import { defineEvent } from '../event-definition.js';
import { TOPICS } from '../topics.js';

const ofConnections = <const Type extends string, Data>(type: Type, data: z.ZodType<Data>) =>
  defineEvent({ type, topic: TOPICS.connections, version: 1, data });

/** A shop was paired with a company file. Never a secret. */
export const connectionCreated = ofConnections(
  'ConnectionCreated',
  z.strictObject({
    revision: z.int().positive(),
    name: z.string(),
    storeUrl: z.string(),
    goLive: z.string(),
  }),
);

/** What the caps of a day allow; null: as many as come. */
export const dailyCapsSchema = z.strictObject({
  customers: z.int().positive().nullable(),
  documents: z.int().positive().nullable(),
});

/** Name, shop address, the use of the fence, the least interval of the Web Connector or the caps of a day changed. */
export const connectionChanged = ofConnections(
  'ConnectionChanged',
  z.strictObject({
    revision: z.int().positive(),
    name: z.string(),
    storeUrl: z.string(),
    /** Only where it changed. */
    fence: z.enum(['on', 'off']).exactOptional(),
    /** Only where it changed; null: none. */
    minimumIntervalSeconds: z.int().positive().nullable().exactOptional(),
    /** Only where they changed, as a whole. */
    dailyCaps: dailyCapsSchema.exactOptional(),
  }),
);

/** The rules as a whole, from this version on. */
export const rulesChanged = ofConnections(
  'RulesChanged',
  z.strictObject({
    revision: z.int().positive(),
    rulesVersion: z.int().positive(),
    rules: z.record(z.string(), z.unknown()),
  }),
);

/** What the shop said about itself: its currency, decimals and time zone. */
export const storeFactsLearnt = ofConnections(
  'StoreFactsLearnt',
  z.strictObject({
    revision: z.int().positive(),
    currency: z.string().nullable(),
    timeZone: z.string().nullable(),
    pricesIncludeTax: z.boolean().nullable(),
  }),
);

/** A secret was replaced; which one, never what. */
export const secretRotated = ofConnections(
  'SecretRotated',
  z.strictObject({
    revision: z.int().positive(),
    what: z.enum(['webhook', 'qbwc', 'store', 'fileId']),
  }),
);

/** The pairing ended: nothing is observed or posted any more. */
export const connectionRetired = ofConnections(
  'ConnectionRetired',
  z.strictObject({ revision: z.int().positive() }),
);

/** A person used a verb on a posting. */
export const verbUsed = ofConnections(
  'VerbUsed',
  z.strictObject({
    verb: z.enum(['retry', 'hold', 'skip', 'backfill', 'replay', 'release']),
    subject: z.string(),
    who: z.string(),
    why: z.string().nullable(),
  }),
);
