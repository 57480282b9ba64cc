/** How a list object is named in a request: by ListID, or by full name where that is all that is known. */
export type ListRef = Readonly<Record<'ListID', string>> | Readonly<Record<'FullName', string>>;

/** An account of the company file. */
export interface AccountFact {
  readonly listId: string;
  readonly fullName: string;
  readonly name: string;
  /** QuickBooks' AccountType, e.g. `Income`. */
  readonly type: string;
  /** Name of its currency; absent where the file keeps only one. */
  readonly currency?: string | null;
}

export interface NamedFact {
  readonly listId: string;
  readonly name: string;
}

/** Lists that a document refers to by name. */
export const NAMED_LISTS = [
  'Class',
  'SalesRep',
  'ShipMethod',
  'StandardTerms',
  'Template',
] as const;
export type NamedList = (typeof NAMED_LISTS)[number];

/** An object of such a list: by its full name, a sales rep by the initials. */
export interface ListFact extends NamedFact {
  /** What a template is for, e.g. `Invoice`; `null` for everything else. */
  readonly type: string | null;
}

export interface ItemFact {
  readonly listId: string;
  readonly fullName: string;
  readonly name: string;
  /** Without `Ret`: ItemService, ItemOtherCharge, … */
  readonly type: string;
  readonly editSequence: string;
  readonly isActive: boolean;
  /** Percentages of a sales tax item, or of all parts of a sales tax group; `null` for other items, and where a part is not known. */
  readonly taxRates: readonly string[] | null;
}

/** A customer, vendor, employee or other name: they share their names. */
export interface EntityFact {
  readonly listId: string;
  /** Customer, Vendor, Employee or OtherName. */
  readonly list: string;
}

export interface CustomerFact {
  readonly listId: string;
  readonly fullName: string;
  readonly name: string;
  readonly email: string | null;
  readonly postcode: string | null;
  /** Name of its currency, which it has for ever; absent where the file keeps only one. */
  readonly currency?: string | null;
  readonly editSequence: string;
  readonly isActive: boolean;
}

/** What mapping knows of a company file; names are compared without regard to case. Inactive objects show where their names count. */
export interface CompanyFacts {
  /** False until the first whole reading of the lists. */
  readonly isRead: boolean;
  /** Grows with every change of the lists. */
  readonly revision: number;
  /** The newest reading of the lists that is known whole; 0: none. */
  readonly readUpTo: number;
  /** The default codes; `null` where sales tax is off. */
  readonly salesTax: { readonly nonTaxable: ListRef; readonly taxable: ListRef } | null;
  /** Documents dated on or before it can no longer be made, `YYYY-MM-DD`; `null` where no period is closed. */
  readonly closingDate: string | null;
  /** Whether the file keeps several currencies, and the name of its own. Absent: only its own. */
  readonly isMultiCurrency?: boolean;
  readonly homeCurrencyName?: string | null;
  readonly accounts: readonly AccountFact[];
  readonly taxAgencies: readonly NamedFact[];
  readonly paymentMethods: readonly NamedFact[];
  /** By name, full name or part number. */
  readonly items: (name: string) => readonly ItemFact[];
  /** What is active in a list that was asked for. */
  readonly named: (list: NamedList) => readonly ListFact[];
  readonly entity: (name: string) => EntityFact | null;
  readonly customersByEmail: (email: string) => readonly CustomerFact[];
  readonly customersByName: (name: string) => readonly CustomerFact[];
}

/** What must be looked up before an order can be decided. */
export interface FactsNeeded {
  readonly items: readonly string[];
  /** Default: none. */
  readonly lists?: readonly NamedList[];
  /** Names that a new customer could get. */
  readonly entities: readonly string[];
  readonly emails: readonly string[];
}
