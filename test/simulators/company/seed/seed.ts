import type { Fields } from '../fields.js';
import type { CompanyClock } from '../ledger/company-clock.js';
import type { Ledger } from '../ledger/ledger.js';
import type { ListKind } from '../ledger/records.js';
import { INITIAL_SETTINGS, type CompanySettings } from '../ledger/settings.js';
import { SAMPLE_ACCOUNTS } from './sample-accounts.js';
import { SAMPLE_ITEMS, type SampleItem } from './sample-items.js';
import { SAMPLE_NAMES, type SampleName } from './sample-names.js';

/** What a new company file starts with beside the sample company. */
export interface SeedOptions {
  readonly settings?: Partial<CompanySettings>;
  /** Keeps several currencies: name and code, the home currency first. */
  readonly currencies?: readonly (readonly [string, string])[];
  /** More accounts in one of them: name, type, currency. */
  readonly foreignAccounts?: readonly (readonly [string, string, string])[];
  /** More accounts: name and type. */
  readonly accounts?: readonly (readonly [string, string])[];
  /** More items, e.g. those that a shop sells. */
  readonly items?: readonly SampleItem[];
  /** More names that a person made by hand. */
  readonly names?: readonly SampleName[];
  /** More sales tax items: name and percentage, such as `8.875`. */
  readonly salesTaxes?: readonly (readonly [string, string])[];
  /** Groups of the sales tax items before: name and names of its members. */
  readonly salesTaxGroups?: readonly (readonly [string, readonly string[]])[];
}

/** Fills a new file with a realistic sample company, stamped ninety days ago. */
export function seedCompany(
  file: { readonly ledger: Ledger; readonly clock: CompanyClock },
  options: SeedOptions,
): void {
  const seeder = new Seeder(file.ledger, file.clock.seconds() - 90 * 86_400);
  for (const [name, type, special] of [...SAMPLE_ACCOUNTS, ...(options.accounts ?? [])]) {
    const fields = special === undefined ? {} : { SpecialAccountType: special };
    seeder.add('Account', name, {
      AccountType: type,
      ...fields,
      Balance: '0.00',
      TotalBalance: '0.00',
    });
  }
  for (const name of [...SAMPLE_NAMES, ...(options.names ?? [])]) {
    seeder.add(name.kind, name.name, name.fields ?? {});
  }
  addSmallLists(seeder);
  const salesTax = addSalesTax(seeder);
  addMoreTaxes(seeder, options);
  for (const item of [...SAMPLE_ITEMS, ...(options.items ?? [])]) addItem(seeder, item);
  const currencies = addCurrencies(seeder, options);
  const settings = { ...INITIAL_SETTINGS, ...salesTax, ...currencies, ...options.settings };
  file.ledger.keep({ table: 'settings', key: '', value: settings });
  file.ledger.commit();
}

class Seeder {
  private readonly ids = new Map<string, string>();

  constructor(
    private readonly ledger: Ledger,
    private readonly seconds: number,
  ) {}

  add(kind: ListKind, name: string, fields: Fields): string {
    const id = `${(0x80000000 + this.ledger.nextNumber()).toString(16).toUpperCase()}-${this.seconds}`;
    const stamps = { created: this.seconds, modified: this.seconds };
    const named = { name, fullName: name, active: true, dataExts: [] };
    this.ledger.put({ family: 'list', kind, id, ...stamps, ...named, fields });
    this.ids.set(`${kind}|${name}`, id);
    return id;
  }

  ref(kind: ListKind, name: string): Fields {
    const id = this.ids.get(`${kind}|${name}`);
    if (id === undefined) throw new Error(`the seed has no ${kind} ${name}`);
    return { ListID: id };
  }
}

function addCurrencies(
  seeder: Seeder,
  { currencies = [], foreignAccounts = [] }: SeedOptions,
): Partial<CompanySettings> {
  const [home] = currencies.map(([name, CurrencyCode]) =>
    seeder.add('Currency', name, { CurrencyCode }),
  );
  for (const [name, type, currency] of foreignAccounts)
    seeder.add('Account', name, {
      AccountType: type,
      CurrencyRef: seeder.ref('Currency', currency),
      Balance: '0.00',
      TotalBalance: '0.00',
    });
  return home === undefined ? {} : { multiCurrency: true, homeCurrencyId: home };
}

function addSmallLists(seeder: Seeder): void {
  for (const name of ['UPS', 'FedEx', 'US Mail']) seeder.add('ShipMethod', name, {});
  for (const [name, type] of [
    ['Intuit Product Invoice', 'Invoice'],
    ['Intuit Standard Sales Receipt', 'SalesReceipt'],
    ['Intuit Standard Credit Memo', 'CreditMemo'],
  ] as const) {
    seeder.add('Template', name, { TemplateType: type });
  }
  for (const [name, type] of [
    ['Cash', 'Cash'],
    ['Check', 'Check'],
    ['Visa', 'Visa'],
    ['MasterCard', 'MasterCard'],
    ['American Express', 'AmericanExpress'],
    ['Discover', 'Discover'],
  ] as const) {
    seeder.add('PaymentMethod', name, { PaymentMethodType: type });
  }
  for (const [name, days] of [
    ['Due on receipt', '0'],
    ['Net 15', '15'],
    ['Net 30', '30'],
  ] as const) {
    seeder.add('StandardTerms', name, { StdDueDays: days, StdDiscountDays: '0', DiscountPct: '0' });
  }
  for (const name of ['Retail', 'Wholesale', 'Web']) seeder.add('Class', name, {});
}

function addSalesTax(seeder: Seeder): Partial<CompanySettings> {
  const taxableCode = seeder.add('SalesTaxCode', 'Tax', {
    IsTaxable: 'true',
    Desc: 'Taxable Sales',
  });
  const nonTaxableCode = seeder.add('SalesTaxCode', 'Non', {
    IsTaxable: 'false',
    Desc: 'Non-Taxable Sales',
  });
  const TaxVendorRef = seeder.ref('Vendor', 'State Board of Equalization');
  seeder.add('ItemSalesTax', 'Out of State', {
    ItemDesc: 'Out-of-state sale, exempt',
    TaxRate: '0.00',
    TaxVendorRef,
  });
  const city = seeder.add('ItemSalesTax', 'City Tax', {
    ItemDesc: 'Sales Tax',
    TaxRate: '8.25',
    TaxVendorRef,
  });
  const county = seeder.add('ItemSalesTax', 'County Tax', {
    ItemDesc: 'County Tax',
    TaxRate: '0.50',
    TaxVendorRef,
  });
  seeder.add('ItemSalesTaxGroup', 'Bayshore', {
    ItemDesc: 'Bayshore, city and county',
    ItemSalesTaxRef: [{ ListID: city }, { ListID: county }],
  });
  return { defaultTaxItem: city, taxableCode, nonTaxableCode };
}

function addMoreTaxes(seeder: Seeder, { salesTaxes = [], salesTaxGroups = [] }: SeedOptions): void {
  const TaxVendorRef = seeder.ref('Vendor', 'State Board of Equalization');
  for (const [name, TaxRate] of salesTaxes)
    seeder.add('ItemSalesTax', name, { ItemDesc: name, TaxRate, TaxVendorRef });
  for (const [name, members] of salesTaxGroups)
    seeder.add('ItemSalesTaxGroup', name, {
      ItemDesc: name,
      ItemSalesTaxRef: members.map((member) => seeder.ref('ItemSalesTax', member)),
    });
}

function addItem(seeder: Seeder, item: SampleItem): void {
  const SalesTaxCodeRef = seeder.ref('SalesTaxCode', item.taxable === false ? 'Non' : 'Tax');
  const account = seeder.ref('Account', item.account ?? 'Sales');
  const desc = item.desc ?? item.name;
  const price = item.price ?? '0.00';
  if (item.kind === 'ItemSubtotal') {
    seeder.add(item.kind, item.name, { ItemDesc: desc });
  } else if (item.kind === 'ItemDiscount') {
    seeder.add(item.kind, item.name, {
      ItemDesc: desc,
      SalesTaxCodeRef,
      DiscountRate: price,
      AccountRef: account,
    });
  } else if (item.kind === 'ItemInventory') {
    seeder.add(item.kind, item.name, {
      SalesTaxCodeRef,
      SalesDesc: desc,
      SalesPrice: price,
      IncomeAccountRef: account,
      PurchaseCost: '1.00',
      COGSAccountRef: seeder.ref('Account', 'Cost of Goods Sold'),
      AssetAccountRef: seeder.ref('Account', 'Inventory Asset'),
      QuantityOnHand: '100',
      AverageCost: '1.00',
      QuantityOnOrder: '0',
      QuantityOnSalesOrder: '0',
    });
  } else {
    const sale = { Desc: desc, Price: price, AccountRef: account };
    seeder.add(item.kind, item.name, { SalesTaxCodeRef, SalesOrPurchase: sale });
  }
}
