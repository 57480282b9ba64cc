import {
  HRESULT_CODES,
  hresultMeaning,
  LISTED_STATUS_CODES,
  type StatusClass,
  type StatusMeaning,
  statusMeaning,
} from '@ml-connector/qbxml';
import { markdownTable } from './markdown-table.js';

/** `docs/quickbooks-codes.md`: every code that QuickBooks answers with, and what becomes of the document. */
export const codesPage = (): string =>
  `# What QuickBooks answers

Each request of a set is answered with a status code; where there is no answer at all, the Web Connector tells an hresult. What becomes of the document that was sent follows from the code alone; the severity beside it is not believed. \`services/gateway/src/sets/status-rows.spec.ts\` and \`services/gateway/src/world/hresults.int.spec.ts\` test every row.

## Status codes

${markdownTable(
  ['code', 'class', 'what happened', 'what the product does', 'what a person does'],
  LISTED_STATUS_CODES.map((code) => statusMeaning(code)).map((meaning) => [
    String(meaning.code),
    meaning.class,
    meaning.title,
    doneWith(meaning),
    meaning.fix,
  ]),
)}

Under 3170 and 3180 the words of QuickBooks tell whether the record is only locked: then it is tried again as under 3175. A code that is not listed is done if it is below 1000, in doubt from 1000 to 1999, and held with its number otherwise.

## hresults

After 0x80040400 and 0x80040423 nothing was executed; after any other a set that writes is in doubt: the update ends, and the next one finds out before it sends anything. Instead of a set (QuickBooks could not be opened) nothing was sent; the Web Connector is told to stop and never to try another file.

${markdownTable(
  ['hresult', 'class', 'what happened', 'what a person does'],
  HRESULT_CODES.map((code) => hresultMeaning(code)).map(
    ({ hresult, class: class_, title, fix }) => [hresult, class_, title, fix],
  ),
)}
`;

const doneWith = ({ class: class_, outcome, asksLists, code }: StatusMeaning): string => {
  if (outcome === 'unknown')
    return class_ === 'retry'
      ? 'Looks whether it stands; if not, sends it again, at most six times.'
      : 'Looks whether it stands; if not, holds it.';
  if (asksLists)
    return 'Reads the lists and preferences anew and decides again; held at the third refusal.';
  if (code === 3100)
    return 'Looks up who has the name: takes what is surely the same, or the next name.';
  if (code === 3200)
    return 'Reads the record, compares it with what was written, and changes it again; held at the third refusal.';
  return DONE[class_];
};

const DONE: Readonly<Record<StatusClass, string>> = {
  ok: 'Records the document; a remark is kept as a note.',
  absent: 'Takes it for absent; as an answer to a document that was sent, holds it.',
  retry: 'Sends it again, each time later; held at the sixth refusal.',
  repair: 'Holds it.',
  hold: 'Holds it.',
  stop: 'Writes nothing more in this update; the document stays ready.',
  'not-run': 'Sends it with the next set.',
  bug: 'Holds it as a fault of the product.',
};
