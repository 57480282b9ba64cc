import { toVersionNumber } from '../language/version.js';
import {
  alternativeOf,
  type Choice,
  type ElementRule,
  type Particle,
  type ScalarType,
  sequenceOf,
} from './content-model.js';

/** What a table says of one request: its attributes and what stands inside it. */
export interface Notation {
  readonly flags: ReadonlySet<string>;
  /** The lowest qbXML version that knows the request. */
  readonly since: number;
  readonly particles: readonly Particle[];
}

/**
 * Reads the notation of the request tables:
 *
 * - `Name(41)!`, `Amount:AMT?`, `Kind:enum[A,B]*`: an element with its greatest length, type or values;
 * - `!` exactly one, `?` at most one, `*` any number, `+` at least one; `^6.0` needs qbXML 6.0;
 * - `Name{ … }` holds elements in this order; `XRef{R41}` holds a ListID or a FullName of at most 41;
 * - `( a | b )?` is a choice between sequences;
 * - `[iterator metaData ^4.0]` before all of it: the request's flags and lowest version.
 *
 * @throws Error if the notation is wrong, which only a mistake in a table can cause.
 */
export const parseNotation = (text: string): Notation => {
  const input: Input = { text, at: 0 };
  const header = take(input, /\[([^\]]*)\]/y)?.[1]?.split(/\s+/) ?? [];
  const particles = readSequence(input);
  if (input.at < text.length) throw broken(input);
  const since = header.find((word) => word.startsWith('^'));
  return {
    flags: new Set(header.filter((word) => word !== since)),
    since: since === undefined ? 0 : toVersionNumber(since.slice(1)),
    particles,
  };
};

interface Input {
  readonly text: string;
  at: number;
}

const readSequence = (input: Input): readonly Particle[] => {
  const particles: Particle[] = [];
  for (;;) {
    const particle = readElement(input) ?? readChoice(input);
    if (particle === undefined) return particles;
    particles.push(particle);
  }
};

const readElement = (input: Input): ElementRule | undefined => {
  const head = take(input, /([A-Za-z]\w*)(?:\((\d+)\)|:(\w+)(?:\[([\w,]+)\])?)?/y);
  if (head === undefined) return undefined;
  const [, name = '', length, type = 'text', values] = head;
  const content = readContent(input) ?? {
    kind: 'scalar' as const,
    type: scalarType(input, type),
    maxLength: length === undefined ? undefined : Number(length),
    values: values === undefined ? undefined : new Set(values.split(',')),
  };
  const occurrence = readOccurrence(input);
  const since = take(input, /\^(\d+\.\d+)/y)?.[1];
  return {
    kind: 'element',
    name,
    ...occurrence,
    since: since === undefined ? 0 : toVersionNumber(since),
    content,
  };
};

const readContent = (input: Input): ElementRule['content'] | undefined => {
  const reference = take(input, /\{R(\d*)\}/y);
  if (reference) {
    const length = reference[1] === '' ? '' : `(${reference[1]})`;
    return sequenceOf(parseNotation(`( ListID:ID! | FullName${length}! )!`).particles);
  }
  if (!take(input, /\{/y)) return undefined;
  const particles = readSequence(input);
  if (!take(input, /\}/y)) throw broken(input);
  return sequenceOf(particles);
};

const readChoice = (input: Input): Choice | undefined => {
  if (!take(input, /\(/y)) return undefined;
  const alternatives = [alternativeOf(readSequence(input))];
  while (take(input, /\|/y)) alternatives.push(alternativeOf(readSequence(input)));
  if (!take(input, /\)/y)) throw broken(input);
  return { kind: 'choice', ...readOccurrence(input), alternatives };
};

const readOccurrence = (input: Input): { required: boolean; repeats: boolean } => {
  const sign = take(input, /[!?*+]/y)?.[0];
  if (sign === undefined) throw broken(input);
  return { required: sign === '!' || sign === '+', repeats: sign === '*' || sign === '+' };
};

const SCALAR_TYPES: ReadonlySet<string> = new Set<ScalarType>([
  'text',
  'bool',
  'int',
  'float',
  'date',
  'dt',
  'AMT',
  'PRICE',
  'QTY',
  'PCT',
  'ID',
  'GUID',
  'enum',
]);

const isScalarType = (type: string): type is ScalarType => SCALAR_TYPES.has(type);

const scalarType = (input: Input, type: string): ScalarType => {
  if (!isScalarType(type)) throw broken(input);
  return type;
};

/** Takes what matches at the current place, and the white space after it. */
const take = (input: Input, pattern: RegExp): RegExpExecArray | undefined => {
  skipSpace(input);
  pattern.lastIndex = input.at;
  const match = pattern.exec(input.text);
  if (!match) return undefined;
  input.at = pattern.lastIndex;
  skipSpace(input);
  return match;
};

const skipSpace = (input: Input): void => {
  while (/\s/.test(input.text.charAt(input.at))) input.at += 1;
};

const broken = (input: Input): Error =>
  new Error(`A request table is wrong at "${input.text.slice(input.at, input.at + 40)}".`);
