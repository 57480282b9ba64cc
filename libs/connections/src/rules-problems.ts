import type { Rules } from './rules.js';

export interface RulesProblem {
  /** Dotted, e.g. `accounts.shipping`. */
  readonly path: string;
  readonly message: string;
}

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
];
