import type { Reason } from '@ml-connector/contracts';

interface HoldReason {
  readonly title: string;
  readonly fix: string;
  /** The rule that mends it. */
  readonly setting?: string;
  /** What lets it go on by itself; absent: what of the lists and of the rules it depends on. */
  readonly released?: Release;
}

/**
 * How a hold ends: by itself once the rules or the lists of the company file allow it, once the shop tells the order
 * anew or answers what it was asked, or with the next update; or by a person's word.
 */
export type Release = 'rules-or-lists' | 'shop' | 'read' | 'update';

/** Every way in which mapping asks for a person, by name. Closed: a new one gets a new line here. */
export const HOLD_REASONS = {
  COMPANY_NOT_READ: {
    title: 'The lists of the company file have not been read yet.',
    fix: 'Run the Web Connector once. The order goes on by itself afterwards.',
    released: 'update',
  },
  CURRENCY_NOT_HOME: {
    title: 'The order is in another currency than the books.',
    fix: 'Enter this order in QuickBooks by hand and skip this posting, correct the home currency, or name the accounts of this currency where the company file keeps several.',
    setting: 'homeCurrency',
  },
  CURRENCY_NOT_KEPT: {
    title: 'The rules name a currency that the company file does not keep.',
    fix: 'Switch multiple currencies on in QuickBooks (that cannot be undone), or take the currency out of the rules and enter the order by hand. It goes on by itself once the file keeps several currencies.',
    setting: 'currencies',
  },
  CURRENCY_UNKNOWN: {
    title: 'The currency of the books is not known.',
    fix: 'Name the home currency of the company file.',
    setting: 'homeCurrency',
  },
  ORDER_UNREADABLE: {
    title: 'The shop sent an order that cannot be read.',
    fix: 'Open and save the order in the shop; if that does not help, a plugin has changed its form.',
    released: 'shop',
  },
  AMOUNT_TOO_FINE: {
    title: 'An amount has more than two decimals.',
    fix: 'Correct the amount in the shop: QuickBooks keeps two decimals.',
    released: 'shop',
  },
  AMOUNT_NEGATIVE: {
    title: 'The total of the order is negative.',
    fix: 'Enter it in QuickBooks by hand and skip this posting.',
    released: 'shop',
  },
  TOTAL_DIFFERS: {
    title: 'The parts of the order do not add up to its total.',
    fix: 'Correct the order in the shop, or raise the limit for rounding differences.',
    setting: 'roundingLimit',
  },
  LINES_MISS_TOTAL: {
    title: 'The lines of the document, as they would be sent, do not make its total.',
    fix: 'Nothing was sent. Enter the document by hand and skip this posting, and report this: it is a fault of the product.',
  },
  UNKNOWN_PRODUCT: {
    title: 'A product of the order is not in the item list of the company file.',
    fix: 'Make an item with this SKU or name, name one in the rules, or choose what happens to unknown products.',
    setting: 'items',
  },
  PRODUCT_NOT_READ: {
    title: 'Which categories a product of the order is in has not been read from the shop yet.',
    fix: 'Nothing is to be done: the shop is asked, and the order goes on by itself once it has answered. If it stays so, see whether the shop can be reached and whether its key may read products, or name an item for this product.',
    setting: 'itemsByCategory',
    released: 'read',
  },
  PRODUCT_AMBIGUOUS: {
    title: 'Several items of the company file fit a product of the order.',
    fix: 'Name the item by its full name in the rules.',
    setting: 'items',
  },
  ITEM_RULE_UNKNOWN: {
    title: 'The rules name an item that the company file does not have, or that cannot be sold.',
    fix: 'Correct the full name in the rules, or make the item.',
    setting: 'items',
  },
  CATCH_ALL_UNKNOWN: {
    title: 'The item for unknown products is not named, or the company file does not have it.',
    fix: 'Name an item that exists by its full name.',
    setting: 'catchAllItem',
  },
  ITEM_NAME_TAKEN: {
    title: 'The company file has an item of another type under a name that is needed.',
    fix: 'Rename that item in QuickBooks.',
  },
  ACCOUNT_UNKNOWN: {
    title:
      'The rules name an account that the company file does not have, or of a type that does not fit.',
    fix: 'Correct the full name of the account in the rules, or make the account.',
  },
  ACCOUNT_NEEDED: {
    title: 'An account must be chosen.',
    fix: 'Name the account in the rules.',
  },
  TAX_AGENCY_UNKNOWN: {
    title: 'The rules name a tax agency that the company file does not have.',
    fix: 'Correct its name in the rules, or mark the vendor as a sales tax agency.',
    setting: 'taxAgency',
  },
  TAX_AGENCY_NEEDED: {
    title: 'The company file has several tax agencies.',
    fix: 'Name the one that the sales tax is paid to.',
    setting: 'taxAgency',
  },
  TAX_ITEM_NEEDED: {
    title: 'No sales tax item is named for the tax rates of the order.',
    fix: 'Name the sales tax item or group that QuickBooks shall compute this tax with.',
    setting: 'taxItems',
  },
  TAX_ITEM_UNKNOWN: {
    title:
      'The rules name an item for a tax rate that the company file does not have, or of a kind that does not fit.',
    fix: 'Correct the full name in the rules, or make the sales tax item. A group of taxes cannot stand on a line.',
    setting: 'taxItems',
  },
  TAX_NOT_COMPUTABLE: {
    title: 'QuickBooks cannot compute the tax of this order: it has one tax item a document.',
    fix: 'Let the tax of such orders stand as lines, or enter the order in QuickBooks by hand.',
    setting: 'taxFallback',
  },
  TAX_DIFFERS: {
    title: 'QuickBooks would compute another tax than the shop did.',
    fix: 'Correct the rate of the sales tax item, raise the limit for rounding differences, or let the tax of such orders stand as lines.',
    setting: 'taxFallback',
  },
  NAME_UNKNOWN: {
    title: 'The rules ask for a name that the company file does not have in its list.',
    fix: 'Correct the rule, or add the name to its list in QuickBooks.',
  },
  NUMBER_TOO_LONG: {
    title: 'The number of the order is longer than the 11 characters that QuickBooks keeps.',
    fix: 'Choose in the rules what becomes of long numbers, or shorten the prefix.',
    setting: 'longNumbers',
  },
  PERIOD_CLOSED: {
    title: 'The date of the document lies in a period that is closed in QuickBooks.',
    fix: 'Move the closing date in QuickBooks, choose another day for sales, or enter the document by hand and skip this posting. It goes on by itself once the period is open.',
    setting: 'dates',
  },
  CUSTOMER_AMBIGUOUS: {
    title: 'Several customers of the company file have the e-mail address of the shopper.',
    fix: 'Leave the address with one of them, or make the others inactive.',
  },
  CUSTOMER_NAME_TAKEN: {
    title: 'No free name was found for the customer.',
    fix: 'Rename the vendor, employee, other name or customer that has it.',
  },
  CUSTOMER_DELETED: {
    title: 'The customer was deleted in QuickBooks.',
    fix: 'Nothing is to be done: it is looked for, and made again if need be, with the next update.',
    setting: 'deletedCustomers',
    released: 'update',
  },
  REFUND_UNREADABLE: {
    title: 'The shop does not show the details of a refund.',
    fix: 'Save the order in the shop, so that it is read again; or write the credit memo in QuickBooks by hand and skip this posting.',
    released: 'shop',
  },
  REFUND_NEEDS_REVIEW: {
    title: 'The refund does not say which lines and which tax it pays back.',
    fix: 'Write the credit memo in QuickBooks by hand and skip this posting, or refund by lines in the shop.',
  },
} as const satisfies Record<string, HoldReason>;

export type HoldCode = keyof typeof HOLD_REASONS;

/**
 * A reason in a person's words.
 * @param detail what of this very order; product and account names are fine, customer data never.
 * @param setting where it depends on the case, e.g. `accounts.shipping`.
 */
export const holdReason = (code: HoldCode, detail: string, setting?: string): Reason => {
  const known: HoldReason = HOLD_REASONS[code];
  return {
    code,
    title: known.title,
    detail: detail.slice(0, LONGEST_DETAIL),
    fix: known.fix,
    setting: setting ?? known.setting ?? null,
  };
};

const LONGEST_DETAIL = 500;
