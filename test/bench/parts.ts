import type { BenchPart } from './bench-part.js';
import { kafkaConsumersPart } from './distributed/kafka-consumers-part.js';
import { kafkaIdlePart } from './distributed/kafka-idle-part.js';
import { kafkaMappingPart } from './distributed/kafka-mapping-part.js';
import { kafkaQbwcPart } from './distributed/kafka-qbwc-part.js';
import { kafkaWebhooksPart } from './distributed/kafka-webhooks-part.js';
import { drainPart } from './drain/drain-part.js';
import { idlePart } from './idle/idle-part.js';
import { knownPart } from './known/known-part.js';
import { mappingPart } from './mapping/mapping-part.js';
import { qbwcPart } from './qbwc/qbwc-part.js';
import { restPart } from './rest/rest-part.js';
import { storePart } from './store/store-part.js';
import { webhooksPart } from './webhooks/webhooks-part.js';
import { xmlPart } from './xml/xml-part.js';

export const PARTS: readonly BenchPart[] = [
  webhooksPart,
  qbwcPart,
  drainPart,
  idlePart,
  mappingPart,
  knownPart,
  xmlPart,
  restPart,
  storePart,
  kafkaWebhooksPart,
  kafkaMappingPart,
  kafkaQbwcPart,
  kafkaConsumersPart,
  kafkaIdlePart,
];
