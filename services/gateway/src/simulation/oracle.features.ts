import type { CompanyFile } from './company-file.features.js';
import type { Thing } from './company-things.features.js';

/** What a bookkeeper knows. */
export interface Expected {
  readonly wanted: readonly {
    readonly id: string;
    readonly kind: string;
    readonly birth: string;
    readonly cents: number;
    readonly dependsOn: readonly string[];
  }[];
  /** What our own store says of each wanted document, by its id. */
  readonly told: ReadonlyMap<
    string,
    { readonly state: string; readonly reason: string | null; readonly waitingFor: string | null }
  >;
  /** When our own store was last put back, by QuickBooks' clock; 0: never. */
  readonly storeRestoredAt: number;
  /** Births of documents of which a person erased the memo. */
  readonly memoErased: ReadonlySet<string>;
}

/**
 * Looks into the company file itself, as somebody would who trusts nobody: every wanted document stands once and to the
 * cent, or is held for a reason; nothing else stands. Shares no code with the gateway.
 */
export const findWrongs = (file: CompanyFile, expected: Expected): readonly string[] => [
  ...expected.wanted.flatMap((one) => wrongsOf(file, expected, one)),
  ...inventions(file, expected),
];

const wrongsOf = (
  file: CompanyFile,
  expected: Expected,
  one: Expected['wanted'][number],
): readonly string[] => {
  const isOne = (thing: Thing): boolean => isSame(thing, one);
  const standing = [...file.things.values()].filter(isOne);
  const deleted = file.deleted.filter(({ thing }) => isOne(thing));
  // Whoever deleted it had a reason, which a file that is put back does not tell.
  const everDeleted = file.everDeleted.some(isOne);
  const told = expected.told.get(one.id);
  const name = one.birth.trim();
  const wrongs: string[] = [];
  const isBlind = expected.storeRestoredAt > 0 && expected.memoErased.has(one.birth);
  if (standing.length + deleted.length > 1 && !isBlind) {
    wrongs.push(`${name} was posted ${standing.length + deleted.length} times`);
  }
  if (standing.some(({ cents }) => cents !== one.cents)) wrongs.push(`${name} has other cents`);
  if (!told) return [...wrongs, `${name} is unknown`];
  const { state, reason } = told;
  if (standing.length + deleted.length === 0 && state === 'posted') {
    wrongs.push(`${name} is said to be posted and is not there`);
  }
  const isSettled =
    state === 'posted' ||
    (state === 'held' && reason !== null) ||
    (state === 'waiting' && waitsForHeld(expected, told));
  if (!isSettled) wrongs.push(`${name} is left ${state}`);
  if (
    state === 'held' &&
    !isExcused(reason, { isDeleted: deleted.length > 0, everDeleted, expected, one })
  )
    wrongs.push(`${name} is held for no good reason: ${reason}`);
  return wrongs;
};

const isSame = (thing: Thing, { kind, birth }: { kind: string; birth: string }): boolean =>
  kind === 'customer'
    ? thing.type === 'Customer' && thing.birth === birth
    : thing.isTransaction && thing.birth.startsWith(birth);

const waitsForHeld = (
  { told }: Expected,
  { waitingFor }: { readonly waitingFor: string | null },
): boolean => {
  const other = waitingFor === null ? undefined : told.get(waitingFor);
  return other?.state === 'held' || other?.state === 'waiting';
};

/** Whether something happened that a person must look at. */
const isExcused = (
  reason: string | null,
  about: {
    /** By a person, in the file as it is. */
    readonly isDeleted: boolean;
    readonly everDeleted: boolean;
    readonly expected: Expected;
    readonly one: Expected['wanted'][number];
  },
): boolean => {
  const { expected, one } = about;
  switch (reason) {
    case 'DELETED_IN_QUICKBOOKS':
      return about.everDeleted;
    case 'VANISHED_FROM_QUICKBOOKS':
      return about.isDeleted;
    case 'UNCLEAR_WHETHER_POSTED':
      return expected.memoErased.has(one.birth);
    // A person deleted the invoice that a payment is for.
    case 'QUICKBOOKS_3140':
    case 'QUICKBOOKS_3120':
      return one.dependsOn.length > 0;
    case null:
    default:
      return false;
  }
};

const inventions = (file: CompanyFile, { wanted }: Expected): readonly string[] =>
  [...file.things.values()].flatMap((thing) =>
    thing.type === 'OtherName' || wanted.some((one) => isSame(thing, one))
      ? []
      : [`nobody asked for ${thing.type} ${thing.birth}`],
  );
