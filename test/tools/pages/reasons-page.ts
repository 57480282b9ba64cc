import { HOLD_REASONS } from '@ml-connector/bookkeeping';
import { GATEWAY_REASONS } from '@ml-connector/gateway/reasons';
import {
  cameBackAfterVoid,
  changeNotMade,
  editedAfterPosting,
  heldByPerson,
  withdrawnAfterPosting,
} from '@ml-connector/postings';
import { LISTED_STATUS_CODES, statusMeaning } from '@ml-connector/qbxml';
import { markdownTable } from './markdown-table.js';

interface Known {
  readonly title: string;
  readonly fix: string;
  readonly setting?: string | null;
  readonly released?: string;
}

/** What ends a hold without a person's word, in words. */
const RELEASES: Readonly<Record<string, string>> = {
  'rules-or-lists': 'by itself, when the rules or the lists allow it',
  shop: 'by itself, when the shop tells it anew or the rules change',
  read: 'by itself, when the shop has answered or the rules change',
  update: 'by itself, with the next update',
  room: 'by itself, on another day or once the cap is raised',
};

/** `docs/reasons.md`: every code that `reason` of a posting can bear, from the data that the services hold with. */
export const reasonsPage = (): string =>
  `# Why a posting is held

A posting that needs a person is \`held\` and bears a reason: a code for machines, and in words what is the matter, what of this very order, and what to do. The last column says what lets it go on: what waits for rules, lists or the shop is decided again by itself, at the latest a minute after the change; anything else waits for \`retry\` or \`skip\`.

## Before it leaves

What the order, the rules or the company file lack. The setting is the rule that mends it ([rules](rules.md)).

${table(
  Object.entries(HOLD_REASONS).map(([code, one]) => [code, { released: 'rules-or-lists', ...one }]),
  true,
)}

## On the way into QuickBooks

${table(Object.entries(GATEWAY_REASONS), true)}

## After it stood

${table(
  [
    editedAfterPosting,
    changeNotMade,
    withdrawnAfterPosting,
    cameBackAfterVoid,
    heldByPerson(null),
  ].map((one) => [one.code, one]),
  true,
)}

## What QuickBooks refuses

The code is \`QUICKBOOKS_\` with QuickBooks' own status code; QuickBooks' words stand in the detail. A name that somebody else has (3100) bears \`NAME_IN_USE\` while it is looked up. A code that is not listed here bears its number as well.

${table(
  LISTED_STATUS_CODES.map((code) => statusMeaning(code))
    .filter((meaning) => !PASSING.has(meaning.class))
    .map((meaning) => [
      `QUICKBOOKS_${meaning.code}`,
      { ...meaning, ...(meaning.code === 3171 ? { released: 'rules-or-lists' } : {}) },
    ]),
  false,
)}
`;

/** Classes that ask for nobody. */
const PASSING: ReadonlySet<string> = new Set(['ok', 'absent', 'not-run']);

function table(reasons: readonly (readonly [string, Known])[], hasSetting: boolean): string {
  return markdownTable(
    ['code', 'what', 'what to do', ...(hasSetting ? ['setting'] : []), 'goes on'],
    reasons.map(([code, { title, fix, setting, released }]) => [
      `\`${code}\``,
      title,
      fix,
      ...(hasSetting ? [setting ? `\`${setting}\`` : ''] : []),
      RELEASES[released ?? ''] ?? 'by `retry` or `skip`',
    ]),
  );
}
