import { isQbFields, type QbFields, type QbValue } from '@ml-connector/qbxml';
import { linesOf } from './compare-document.js';

/** What an Add may say of a document and a Mod may not, or need not. */
const ONLY_IN_ADD = new Set([
  'ExternalGUID',
  'IsFinanceCharge',
  'LinkToTxnID',
  'SetCredit',
  'LinkToTxn',
  'DataExt',
]);

const NEW_LINE = '-1';

export interface Change {
  /** The fields of the Add request that stand in QuickBooks, and those that shall. */
  readonly written: QbFields;
  readonly wished: QbFields;
  /** TxnLineIDs of the lines that stand, in the order of `written`; empty: every line is written anew. */
  readonly lineIds: readonly string[];
}

/**
 * The fields of a Mod that turns what was written into what is wished. Every line that stays is named, because QuickBooks
 * deletes those that are not: unchanged ones by their id alone, changed ones with their fields, new ones with -1.
 * What was written and is wished no more is cleared; a reference cannot be.
 */
export const changeFields = (object: string, change: Change): QbFields => {
  const { written, wished, lineIds } = change;
  const lines = `${object}LineAdd`;
  const head = withCleared(without(written, lines), without(wished, lines));
  const standing = linesOf(written, lines).flatMap((line, index) => {
    const id = lineIds[index];
    return id === undefined ? [] : [{ id, line }];
  });
  return { ...head, [`${object}LineMod`]: matched(linesOf(wished, lines), standing) };
};

const without = (fields: QbFields, lines: string): QbFields =>
  Object.fromEntries(
    Object.entries(fields).filter(([name]) => name !== lines && !ONLY_IN_ADD.has(name)),
  );

/** Omitted fields keep their value in a Mod: an empty element clears them. */
const withCleared = (written: QbFields, wished: QbFields): QbFields => {
  const cleared = Object.entries(written).flatMap(([name, value]): [string, QbValue][] => {
    if (name in wished || name.endsWith('Ref')) return [];
    if (typeof value === 'string') return [[name, '']];
    return isQbFields(value) ? [[name, withCleared(value, {})]] : [];
  });
  const kept = Object.entries(wished).map(([name, value]): [string, QbValue] => {
    const before = written[name];
    const isAddress = isQbFields(value) && isQbFields(before) && !name.endsWith('Ref');
    return [name, isAddress ? withCleared(before, value) : value];
  });
  return Object.fromEntries([...cleared, ...kept]);
};

interface StandingLine {
  readonly id: string;
  readonly line: QbFields;
}

/** Equal lines first, then lines of the same item with the same fields; each that stands is used once. */
const matched = (
  wished: readonly QbFields[],
  standing: readonly StandingLine[],
): readonly QbFields[] => {
  const free = new Set(standing);
  const take = (fits: (line: QbFields) => boolean): string | null => {
    const found = [...free].find(({ line }) => fits(line));
    if (!found) return null;
    free.delete(found);
    return found.id;
  };
  const same = wished.map((line) => take((other) => text(other) === text(line)));
  return wished.map((line, index): QbFields => {
    const kept = same[index];
    if (kept) return { TxnLineID: kept };
    const changed = take((other) => shape(other) === shape(line));
    return { TxnLineID: changed ?? NEW_LINE, ...without(line, '') };
  });
};

const text = (line: QbFields): string => JSON.stringify(sorted(line));

/** A line can be changed into another where no field would have to be cleared, and the item is the same. */
const shape = (line: QbFields): string =>
  JSON.stringify([line['ItemRef'] ?? null, Object.keys(line).toSorted()]);

const sorted = (fields: QbFields): QbFields =>
  Object.fromEntries(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1)));
