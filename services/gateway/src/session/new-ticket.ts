import { sha256Hex, type Randomness } from '@ml-connector/kernel';

/** 128 random bits in the form of a GUID. */
export const newTicket = (randomness: Randomness): string => {
  const hex = Buffer.from(randomness.bytes(16)).toString('hex');
  const parts = [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ] as const;
  return `{${parts.map(([from, to]) => hex.slice(from, to)).join('-')}}`;
};

const POSTPONED = 'later-';

/** The ticket of a login that shall come again later. No session stands behind it. */
export const postponedTicket = (randomness: Randomness): string =>
  POSTPONED + newTicket(randomness);

export const isPostponed = (ticket: string): boolean => ticket.startsWith(POSTPONED);

/** Under which a ticket's session is stored: who reads the store cannot use it. */
export const sessionIdOf = (ticket: string): string => sha256Hex(ticket);
