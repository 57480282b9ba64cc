import type { Rules } from './rules.js';
import { TEXT_PLACEHOLDER, TEXT_WORDS } from './rules/texts.js';

export interface RulesProblem {
  /** Dotted, e.g. `accounts.shipping`. */
  readonly path: string;
  readonly message: string;
}

const WORDS: ReadonlySet<string> = new Set([...TEXT_WORDS, 'meta']);

const unknownWords = (pattern: string): readonly string[] =>
  [...pattern.matchAll(TEXT_PLACEHOLDER)]
    .map(([, word = '']) => word)
    .filter((word) => !WORDS.has(word));

/** Statuses that WooCommerce gives to what is no order yet or no longer one. */
const NEVER_POSTED = new Set(['checkout-draft', 'auto-draft', 'draft', 'trash']);

/** What has the right shape but makes no sense, in a person's words; empty for rules that can be used. */
export const rulesProblems = (rules: Rules): readonly RulesProblem[] => [
  ...rules.statuses.flatMap((status, index) =>
    NEVER_POSTED.has(status)
      ? [{ path: `statuses.${index}`, message: `An order that is ${status} is never posted.` }]
      : [],
  ),
  ...(rules.unknownProduct === 'catch-all' && rules.catchAllItem === null
    ? [{ path: 'catchAllItem', message: 'Name the item that stands for unknown products.' }]
    : []),
  ...Object.entries(rules.fields).flatMap(([field, pattern]) =>
    unknownWords(pattern).map((word) => ({
      path: `fields.${field}`,
      message: `{${word}} stands for nothing.`,
    })),
  ),
];
