import type { Handler } from './request.js';
import { dataExtRets, writeAnswer } from './write-answer.js';

const SUPPORTED = [
  '1.0',
  '1.1',
  '2.0',
  '2.1',
  '3.0',
  '4.0',
  '4.1',
  '5.0',
  '6.0',
  '7.0',
  '8.0',
  '9.0',
  '10.0',
  '11.0',
  '12.0',
  '13.0',
];

/** The handler of HostQuery: the program. */
export const queryHost: Handler = ({ ledger }, request) => {
  const fields = {
    ProductName: 'QuickBooks Enterprise Solutions 24.0',
    MajorVersion: '34',
    MinorVersion: '0',
    Country: 'US',
    SupportedQBXMLVersion: SUPPORTED,
    IsAutomaticLogin: 'false',
    QBFileMode: 'SingleUser',
  };
  const order = Object.keys(fields).join(' ');
  return { content: writeAnswer(ledger, { name: 'HostRet', order, fields }, request.fields) };
};

/** The handler of CompanyQuery: the company file, with its stamps for the asked OwnerIDs. */
export const queryCompany: Handler = ({ ledger }, request) => {
  const settings = ledger.settings();
  const fields = {
    IsSampleCompany: String(settings.isSample),
    CompanyName: settings.companyName,
    LegalCompanyName: settings.legalName,
    Address: {
      Addr1: '12 Harbor Road',
      City: 'Bayshore',
      State: 'CA',
      PostalCode: '94326',
      Country: 'US',
    },
    LegalAddress: {
      Addr1: '12 Harbor Road',
      City: 'Bayshore',
      State: 'CA',
      PostalCode: '94326',
      Country: 'US',
    },
    Email: 'books@example.com',
    FirstMonthFiscalYear: 'January',
    FirstMonthIncomeTaxYear: 'January',
    TaxForm: 'OtherOrNone',
    DataExtRet: dataExtRets(ledger.companyExts.values(), request.fields),
  };
  const order = Object.keys(fields).join(' ');
  return { content: writeAnswer(ledger, { name: 'CompanyRet', order, fields }, request.fields) };
};

/** The handler of PreferencesQuery; without sales tax there are no SalesTaxPreferences. */
export const queryPreferences: Handler = ({ ledger }, request) => {
  const settings = ledger.settings();
  const closing = settings.closingDate === undefined ? {} : { ClosingDate: settings.closingDate };
  const fields = {
    AccountingPreferences: {
      IsUsingAccountNumbers: 'false',
      IsRequiringAccounts: 'true',
      IsUsingClassTracking: 'true',
      IsUsingAuditTrail: 'true',
      IsAssigningJournalEntryNumbers: 'true',
      ...closing,
    },
    FinanceChargePreferences: {
      AnnualInterestRate: '0',
      MinFinanceCharge: '0.00',
      GracePeriod: '0',
      IsAssessingForOverdueCharges: 'false',
      CalculateChargesFrom: 'DueDate',
      IsMarkedToBePrinted: 'false',
    },
    JobsAndEstimatesPreferences: {
      IsUsingEstimates: 'true',
      IsUsingProgressInvoicing: 'false',
      IsPrintingItemsWithZeroAmounts: 'false',
    },
    MultiCurrencyPreferences: settings.multiCurrency
      ? { IsMultiCurrencyOn: 'true', HomeCurrencyRef: { ListID: settings.homeCurrencyId } }
      : { IsMultiCurrencyOn: 'false' },
    PurchasesAndVendorsPreferences: {
      IsUsingInventory: 'true',
      DaysBillsAreDue: '10',
      IsAutomaticallyUsingDiscounts: 'false',
    },
    ReportsPreferences: { AgingReportBasis: 'AgeFromDueDate', SummaryReportBasis: 'Accrual' },
    SalesAndCustomersPreferences: {
      IsTrackingReimbursedExpensesAsIncome: 'false',
      IsAutoApplyingPayments: 'true',
    },
    ...(settings.salesTaxOn ? { SalesTaxPreferences: salesTax(settings) } : {}),
    CurrentAppAccessRights: {
      IsAutomaticLoginAllowed: 'false',
      IsPersonalDataAccessAllowed: 'true',
    },
  };
  const order = Object.keys(fields).join(' ');
  return {
    content: writeAnswer(ledger, { name: 'PreferencesRet', order, fields }, request.fields),
  };
};

function salesTax(settings: {
  defaultTaxItem: string;
  taxableCode: string;
  nonTaxableCode: string;
}) {
  return {
    DefaultItemSalesTaxRef: { ListID: settings.defaultTaxItem },
    PaySalesTax: 'Monthly',
    DefaultTaxableSalesTaxCodeRef: { ListID: settings.taxableCode },
    DefaultNonTaxableSalesTaxCodeRef: { ListID: settings.nonTaxableCode },
    IsUsingVendorTaxCode: 'false',
    IsUsingCustomerTaxCode: 'true',
  };
}
