import {
  isQbFields,
  occurrencesOf,
  textAt,
  type QbFields,
  type QbValue,
} from '@ml-connector/qbxml';

/** A field that we wrote and that reads differently now. */
export interface Difference {
  /** e.g. `Line 2 Amount`. */
  readonly path: string;
  readonly wrote: string;
  readonly has: string;
}

/** What the answers show in another form than it was written, or not at all. */
const NOT_COMPARED = new Set([
  'SetCredit',
  'IsAutoApply',
  'AppliedToTxnAdd',
  'RefundAppliedToTxnAdd',
  'ApplyCheckToTxnAdd',
  'LinkToTxnID',
]);

/**
 * The fields that we wrote and that now read differently: the EditSequence alone proves nothing, our own payment moves
 * it. Fields that we did not write do not count, lines that we did not write do.
 * @param written fields of the Add request, references resolved.
 * @param seen the Ret, with its lines.
 */
export const compareDocument = (written: QbFields, seen: QbFields): readonly Difference[] =>
  Object.entries(written).flatMap(([name, value]) => {
    if (NOT_COMPARED.has(name)) return [];
    if (name.endsWith('LineAdd'))
      return compareLines(linesOf(written, name), linesOf(seen, name.replace(/Add$/, 'Ret')));
    return compareValue(name, value, seen[name]);
  });

/** The lines under one name that are groups. */
export const linesOf = (fields: QbFields, name: string): readonly QbFields[] =>
  occurrencesOf(fields, name).filter((line) => isQbFields(line));

const compareLines = (
  written: readonly QbFields[],
  seen: readonly QbFields[],
): readonly Difference[] => {
  if (written.length !== seen.length)
    return [{ path: 'Number of lines', wrote: `${written.length}`, has: `${seen.length}` }];
  return written.flatMap((line, index) =>
    Object.entries(line).flatMap(([name, value]) =>
      compareValue(`Line ${index + 1} ${name}`, value, seen[index]?.[name]),
    ),
  );
};

const compareValue = (
  path: string,
  wrote: QbValue,
  has: QbValue | undefined,
): readonly Difference[] => {
  if (typeof wrote === 'string') {
    const text = typeof has === 'string' ? has : '';
    return isSameText(wrote, text) ? [] : [{ path, wrote, has: text }];
  }
  if (!isQbFields(wrote)) return [];
  const there = isQbFields(has) ? has : {};
  if (path.endsWith('Ref')) return compareReference(path, wrote, there);
  return Object.entries(wrote).flatMap(([name, value]) =>
    compareValue(`${path}/${name}`, value, there[name]),
  );
};

/** A reference is the same by ListID, or by the name of today where it was written by name. */
const compareReference = (path: string, wrote: QbFields, has: QbFields): readonly Difference[] => {
  const name = textAt(has, 'FullName') ?? '';
  const [id, by] = [textAt(wrote, 'ListID'), textAt(wrote, 'FullName')];
  const isSame =
    id === undefined
      ? (by ?? '').toLowerCase() === name.toLowerCase()
      : id === textAt(has, 'ListID');
  return isSame ? [] : [{ path, wrote: by ?? '', has: name }];
};

const NUMBER = /^[+-]?\d{1,13}(?:\.\d{1,5})?$/;

/** Equal but for the blanks at line ends, which nobody typed; numbers by value: `2` is `2.00`. */
const isSameText = (wrote: string, has: string): boolean =>
  plain(wrote) === plain(has) ||
  (NUMBER.test(wrote) && NUMBER.test(has) && Number(wrote) === Number(has)) ||
  (BOOLEANS.has(wrote) && BOOLEANS.get(wrote) === BOOLEANS.get(has));

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
