import { createRequire } from 'node:module';

const QUEUE = 'kafkajs/src/network/requestQueue/index.js';
const METHOD = 'scheduleCheckPendingRequests';

/**
 * Keeps kafkajs 2.2.4 from waking up every millisecond for each connection, for ever: it looks after requests that wait,
 * and arms the timer for that also when none waits. See docs/decisions/0011-kafkajs.md.
 * Throws an Error when kafkajs is not as this knows it.
 */
export const cureTimerSpin = (): void => {
  const prototype = prototypeOf(createRequire(import.meta.url)(QUEUE));
  const schedule: unknown = Reflect.get(prototype, METHOD);
  if (typeof schedule !== 'function') throw unknownKafkajs();
  if (CURED.has(prototype)) return;
  CURED.add(prototype);
  Reflect.set(prototype, METHOD, function scheduleIfPending(this: object): void {
    const pending: unknown = Reflect.get(this, 'pending');
    if (!Array.isArray(pending) || pending.length > 0) Reflect.apply(schedule, this, []);
  });
};

const CURED = new WeakSet<object>();

const prototypeOf = (queue: unknown): object => {
  const prototype: unknown = typeof queue === 'function' ? queue.prototype : null;
  if (typeof prototype !== 'object' || prototype === null) throw unknownKafkajs();
  return prototype;
};

const unknownKafkajs = (): Error =>
  new Error(`This kafkajs has no ${METHOD} in ${QUEUE}: only 2.2.4 is known.`);
