import { z } from 'zod';
import { accountRules } from './rules/accounts.js';
import { changeRules } from './rules/changes.js';
import { currencyRules } from './rules/currencies.js';
import { customerRules } from './rules/customers.js';
import { itemRules } from './rules/items.js';
import { moneyLineRules } from './rules/money-lines.js';
import { numberingRules } from './rules/numbering.js';
import { paymentRules } from './rules/payments.js';
import { refundRules } from './rules/refunds.js';
import { roundingRules } from './rules/rounding.js';
import { saleRules } from './rules/sale.js';
import { taxRules } from './rules/tax.js';
import { textRules } from './rules/texts.js';
import { whenRules } from './rules/when.js';

/** How the shop's sales appear in the books; one file per area. Every key has a default, so a part may be given. */
export const rulesSchema = z.strictObject({
  ...whenRules,
  ...currencyRules,
  ...saleRules,
  ...itemRules,
  ...moneyLineRules,
  ...accountRules,
  ...taxRules,
  ...paymentRules,
  ...refundRules,
  ...changeRules,
  ...numberingRules,
  ...textRules,
  ...customerRules,
  ...roundingRules,
});

export { TEXT_PLACEHOLDER, type TextWord } from './rules/texts.js';

export type Rules = z.infer<typeof rulesSchema>;

/** A part of the rules, as people give it: defaults fill the rest. */
export const rulesInputSchema = rulesSchema.partial({ goLive: true });
export type RulesInput = z.input<typeof rulesInputSchema>;

/** The whole rules; `goLive` (the moment of pairing, ISO 8601 UTC) stands where the input names none. */
export const completeRules = (input: z.output<typeof rulesInputSchema>, goLive: string): Rules => ({
  ...input,
  goLive: input.goLive ?? goLive,
});
