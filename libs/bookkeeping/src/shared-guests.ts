import type { Rules } from '@ml-connector/connections';
import { sha256Hex } from '@ml-connector/kernel';
import { toListName } from '@ml-connector/qbxml';
import { entryOf } from './entry-of.js';

const ALL = 'guests';
const OF_A_CHANNEL = 'guests-';
const LONGEST_NAME = 41;
const CODE_DIGITS = 12;

/** The source of the customer that guests are by rule: all of them, or those of a channel; `null` where each is one. */
export const sharedSource = ({ guests }: Pick<Rules, 'guests'>, channel: string): string | null => {
  if (guests === 'each') return null;
  return guests === 'shared' ? ALL : `${OF_A_CHANNEL}${codeOf(channel)}`;
};

/** A channel's own word where it is one, else a code of it. */
const codeOf = (channel: string): string => {
  const word = channel.trim().toLowerCase();
  return /^[a-z0-9_-]{1,24}$/.test(word) ? word : sha256Hex(word).slice(0, CODE_DIGITS);
};

/** Whether a customer's source stands for guests that share it. */
export const isSharedGuests = (sourceId: string): boolean =>
  sourceId === ALL || sourceId.startsWith(OF_A_CHANNEL);

/** The name of the customer that guests share, by rule. */
export const sharedName = (
  rules: Pick<Rules, 'guests' | 'sharedGuestName' | 'channelNames'>,
  channel: string,
): string => {
  if (rules.guests !== 'per-channel') return rules.sharedGuestName;
  const named = entryOf(rules.channelNames, channel);
  if (named !== undefined) return named;
  const mark = toListName(channel, LONGEST_NAME - MARK_AND_A_LETTER);
  if (mark === '') return rules.sharedGuestName;
  const room = LONGEST_NAME - mark.length - BRACKETS;
  return `${toListName(rules.sharedGuestName, room)} (${mark})`;
};

const BRACKETS = ' ()'.length;
/** So much of the shared name is left at least. */
const MARK_AND_A_LETTER = BRACKETS + 10;
