import type { Ledger } from './ledger/ledger.js';
import type { StoredAnswer } from './ledger/rows.js';
import type { MessageSet } from './message-set.js';

/** What the file's memory of message sets says about a set, before any of it is executed. */
export type MemoryVerdict =
  | {
      readonly kind: 'execute';
      readonly statusCode: number | undefined;
      readonly storeAs: string | undefined;
    }
  | { readonly kind: 'repeat'; readonly answers: readonly StoredAnswer[] }
  | { readonly kind: 'refuse'; readonly statusCode: number };

const LONGEST_ID = 23;
const CLEAR_ALL = 'ClearAllMessageSets';

/** Decides by the table of newMessageSetID and oldMessageSetID, and clears what it says to clear. */
export function consultMemory(ledger: Ledger, application: string, set: MessageSet): MemoryVerdict {
  const { newMessageSetId: fresh, oldMessageSetId: old } = set;
  if ((fresh ?? '').length > LONGEST_ID || (old ?? '').length > LONGEST_ID) {
    return { kind: 'refuse', statusCode: 9004 };
  }
  if (fresh === undefined) {
    const statusCode = old === undefined ? undefined : clear(ledger, application, old);
    return { kind: 'execute', statusCode, storeAs: undefined };
  }
  const stored = ledger.messageSets.get(keyOf(application, fresh));
  if (stored !== undefined) {
    if (stored.hash !== set.contentHash) return { kind: 'refuse', statusCode: 9001 };
    return { kind: 'repeat', answers: stored.answers };
  }
  if (fresh === old) return { kind: 'refuse', statusCode: 9002 };
  if (old !== undefined) clear(ledger, application, old);
  return { kind: 'execute', statusCode: 0, storeAs: fresh };
}

/** Remembers an executed set under its id. */
export function remember(
  ledger: Ledger,
  {
    application,
    id,
    hash,
    answers,
  }: {
    application: string;
    id: string;
    hash: string;
    answers: readonly StoredAnswer[];
  },
): void {
  ledger.keep({ table: 'messageSet', key: keyOf(application, id), value: { hash, answers } });
  ledger.commit();
}

/** Forgets every set of one application, or of all. */
export function forgetSets(ledger: Ledger, application?: string): void {
  const prefix = application === undefined ? '' : keyOf(application, '');
  for (const key of ledger.messageSets.keys()) {
    if (key.startsWith(prefix)) ledger.keep({ table: 'messageSet', key, value: undefined });
  }
  ledger.commit();
}

function clear(ledger: Ledger, application: string, old: string): number {
  if (old === CLEAR_ALL) {
    forgetSets(ledger, application);
    return 0;
  }
  const key = keyOf(application, old);
  if (!ledger.messageSets.has(key)) return 600;
  ledger.keep({ table: 'messageSet', key, value: undefined });
  ledger.commit();
  return 0;
}

function keyOf(application: string, id: string): string {
  return `${application}|${id}`;
}
