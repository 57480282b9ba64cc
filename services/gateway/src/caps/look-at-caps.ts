import { shopDay } from '@ml-connector/bookkeeping';
import { dailyCapsOf, type DailyCaps } from '@ml-connector/connections';
import { isoTime } from '@ml-connector/kernel';
import type { Company } from '../company/company.js';
import type { Gateway } from '../gateway-ports.js';
import { roomIn, type Room } from './daily-count.js';

/** The caps of a connection, and what they leave of the shop's day. */
export interface CapsNow {
  readonly day: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly caps: DailyCaps;
  readonly room: Room;
}

export const lookAtCaps = async (
  gateway: Pick<Gateway, 'connections' | 'clock'>,
  { connectionId, today }: Pick<Company, 'connectionId' | 'today'>,
): Promise<CapsNow> => {
  const connection = await gateway.connections.get(connectionId);
  const at = isoTime(gateway.clock.now());
  const day = shopDay(at, connection?.facts.timeZone ?? null);
  const caps = dailyCapsOf(connection ?? {});
  return { day, at, caps, room: roomIn(today, day, caps) };
};
