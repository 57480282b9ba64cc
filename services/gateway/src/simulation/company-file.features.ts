import { see, type Scene } from './scene.features.js';
import {
  centsOf,
  fieldOf,
  isTransactionType,
  withField,
  type Thing,
} from './company-things.features.js';

export interface DeletedThing {
  readonly thing: Thing;
  readonly at: number;
}

/** One company file: what stands in it, and what QuickBooks keeps beside it. Times are by QuickBooks' own clock. */
export interface CompanyFile {
  readonly name: string;
  readonly path: string;
  /** The FileID that the Web Connector stamped on it. */
  readonly stamp: string | null;
  readonly things: Map<string, Thing>;
  readonly deleted: DeletedThing[];
  /** What people ever deleted, also in a file that was since put back. */
  readonly everDeleted: Thing[];
  /** What was answered to message sets, by their id. */
  readonly remembered: Map<string, readonly string[]>;
  /** Rests of queries that were paged, by iterator. */
  readonly iterators: Map<string, readonly string[]>;
  /** QuickBooks' clock against ours, milliseconds. */
  clockAhead: number;
  /** The clock of the PC that works on the file just now against {@link clockAhead}: each PC stamps what it writes. */
  pcAhead: number;
  /** By how much dates in filters are off, milliseconds. */
  timeShift: number;
  counter: number;
  /** Sets that changed something. */
  writes: number;
}

export const createCompanyFile = (
  about: Pick<CompanyFile, 'name' | 'path' | 'stamp' | 'clockAhead'>,
): CompanyFile => ({
  ...about,
  things: new Map(),
  deleted: [],
  everDeleted: [],
  remembered: new Map(),
  iterators: new Map(),
  timeShift: 0,
  pcAhead: 0,
  counter: 0,
  writes: 0,
});

export const quickBooksNow = (scene: Scene, file: CompanyFile): number =>
  scene.now + file.clockAhead + file.pcAhead;

export const addThing = (
  scene: Scene,
  file: CompanyFile,
  { type, fields }: Pick<Thing, 'type' | 'fields'>,
): Thing => {
  file.counter += 1;
  const now = quickBooksNow(scene, file);
  const isTransaction = isTransactionType(type);
  const made: Thing = {
    id: `${file.counter.toString(16).toUpperCase()}-${Math.floor(now / 1_000)}`,
    type,
    isTransaction,
    birth: '',
    cents: centsOf(type, fields),
    createdAt: now,
    modifiedAt: now,
    editSequence: Math.floor(now / 1_000),
    fields,
  };
  const thing = { ...made, birth: fieldOf(made, isTransaction ? 'Memo' : 'Name') ?? '' };
  file.things.set(thing.id, thing);
  file.writes += 1;
  return thing;
};

/** After a change of a person, or by a Mod. */
export const changeThing = (
  scene: Scene,
  file: CompanyFile,
  { thing, fields }: { thing: Thing; fields: Readonly<Record<string, string>> },
): Thing => {
  const now = quickBooksNow(scene, file);
  const changed = Object.entries(fields).reduce(
    (before, [name, text]) => withField(before, name, text),
    thing,
  );
  const editSequence = Math.floor(now / 1_000);
  if (thing.type === 'OtherName' && editSequence === thing.editSequence) {
    see(scene, 'fence moved within one second');
  }
  const standing = { ...changed, modifiedAt: now, editSequence };
  file.things.set(thing.id, standing);
  file.writes += 1;
  return standing;
};

export const deleteThing = (scene: Scene, file: CompanyFile, thing: Thing): void => {
  file.things.delete(thing.id);
  file.deleted.push({ thing, at: quickBooksNow(scene, file) });
  file.everDeleted.push(thing);
};

/** As it is now. @returns puts it back: what QuickBooks remembered of message sets is gone with it. */
export const backUp = (file: CompanyFile): (() => void) => {
  const things = new Map(file.things);
  const deleted = [...file.deleted];
  return () => {
    file.things.clear();
    for (const [id, thing] of things) file.things.set(id, thing);
    file.deleted.splice(0, file.deleted.length, ...deleted);
    file.remembered.clear();
    file.iterators.clear();
  };
};
