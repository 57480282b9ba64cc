export {
  type KafkaConnection,
  type KafkaCredentials,
  type KafkaLogEntry,
  type KafkaTls,
} from './kafka-connection.js';
export * from './kafka-event-log.js';
export type { MemberTiming } from './member-watch.js';
