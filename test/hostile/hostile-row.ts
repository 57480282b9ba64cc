import type { Message, Reply } from './speak.js';
import type { Victim } from './victim.js';
import { call, envelope, NS } from './soap-message.js';

/** One thing that strangers send. */
export interface HostileRow {
  /** Row of the list of attacks. */
  readonly id: string;
  readonly what: string;
  /** One message, or a function that sends what it likes and returns the last reply. */
  readonly send: Message | ((victim: Victim) => Message | Promise<Reply>);
  /** Statuses that are right; 0: the connection ended. */
  readonly status: readonly number[];
  /** What a well-formed call is answered with. */
  readonly result?: readonly string[] | RegExp;
  /** What the log calls it; none where nothing is worth a line. */
  readonly event?: string;
  /** Default 2,000. */
  readonly withinMs?: number;
}

export const CLOSE = call('closeConnection', '<ticket>x</ticket>');
export const xml = (body: string | Uint8Array): Message => ({ body });
export const inBody = (ticket: string): Message => ({
  body: envelope(`<closeConnection xmlns="${NS}">${ticket}</closeConnection>`),
});
export const [shape, limits, parse] = ['soap.shape', 'soap.limits', 'soap.parse'] as const;
export const fault = (
  id: string,
  what: string,
  body: string | Uint8Array,
  event: string,
): HostileRow => ({
  id,
  what,
  send: xml(body),
  status: [500],
  event,
});
/** A fault of a message that names an address. */
export const luring = (
  id: string,
  what: string,
  body: (url: string) => string,
  event: string,
): HostileRow => ({
  ...fault(id, what, '', event),
  send: ({ lure }) => xml(body(lure.url)),
});
export const plain = (
  id: string,
  what: string,
  message: Message,
  status: readonly number[],
  event?: string,
): HostileRow => ({ id, what, send: message, status, ...(event === undefined ? {} : { event }) });
