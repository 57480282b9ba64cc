/** What SQLite says of itself after it was asked for the strongest settings. */
export interface Durability {
  /** `wal`, unless the file system cannot do it. */
  readonly journalMode: string;
  /** 2 is FULL: every commit is synced to the disk; 3 is EXTRA. */
  readonly synchronous: number;
}

const FULL = 2;

/** @returns what is too weak to promise that an acknowledged write survives a power loss, or `null`. */
export const weakness = ({ journalMode, synchronous }: Durability): string | null => {
  if (journalMode.toLowerCase() !== 'wal') return `journal_mode is ${journalMode}, not wal`;
  if (!(synchronous >= FULL)) return `synchronous is ${synchronous}, not 2 (FULL)`;
  return null;
};
