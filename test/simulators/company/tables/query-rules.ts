/** The tail of every request: which elements of the answer are wanted. */
export const RETURNS = 'IncludeRetElement(50)*@4';

const OWNERS = 'OwnerID:GUID*';
const MATCH = 'MatchCriterion:enum[StartsWith,Contains,EndsWith]!';
const NAMES = `( NameFilter{ ${MATCH} Name! } | NameRangeFilter{ FromName? ToName? } )?`;
const CLASS_FILTER =
  'ClassFilter{ ( ListID:ID+ | FullName+ | ListIDWithChildren:ID | FullNameWithChildren )? }?@12';
const CURRENCY_FILTER = 'CurrencyFilter:ref(64)?@8';
const SELECTION = '( ListID:ID+ | FullName+ | ListIDWithChildren:ID | FullNameWithChildren )?';
const METHODS =
  'AmericanExpress,Cash,Check,DebitCard,Discover,ECheck,GiftCard,MasterCard,Other,OtherCreditCard,Visa';
const ACCOUNT_TYPES =
  'AccountsPayable,AccountsReceivable,Bank,CostOfGoodsSold,CreditCard,Equity,Expense,FixedAsset,Income,LongTermLiability,NonPosting,OtherAsset,OtherCurrentAsset,OtherCurrentLiability,OtherExpense,OtherIncome';
const DATE_MACROS =
  'All,Today,ThisWeek,ThisWeekToDate,ThisMonth,ThisMonthToDate,ThisCalendarQuarter,ThisCalendarQuarterToDate,ThisFiscalQuarter,ThisFiscalQuarterToDate,ThisCalendarYear,ThisCalendarYearToDate,ThisFiscalYear,ThisFiscalYearToDate,Yesterday,LastWeek,LastWeekToDate,LastMonth,LastMonthToDate,LastCalendarQuarter,LastCalendarQuarterToDate,LastFiscalQuarter,LastFiscalQuarterToDate,LastCalendarYear,LastCalendarYearToDate,LastFiscalYear,LastFiscalYearToDate,NextWeek,NextFourWeeks,NextMonth,NextCalendarQuarter,NextCalendarYear,NextFiscalQuarter,NextFiscalYear';
const BALANCE_FILTER =
  'TotalBalanceFilter{ Operator:enum[LessThan,LessThanEqual,Equal,GreaterThan,GreaterThanEqual]! Amount:AMT! }?';

function listQuery(filters = '', owners = ''): string {
  return `( ListID:ID+ | FullName+ | MaxReturned:int? ActiveStatus:enum[ActiveOnly,InactiveOnly,All]?
    FromModifiedDate:dt? ToModifiedDate:dt? ${NAMES} ${filters} )? ${RETURNS} ${owners}`;
}

function transactionQuery(filters: string, includes: string): string {
  return `( TxnID:ID+ | RefNumber+ | RefNumberCaseSensitive+@4 | MaxReturned:int?
    ( ModifiedDateRangeFilter{ FromModifiedDate:dt? ToModifiedDate:dt? }
    | TxnDateRangeFilter{ ( FromTxnDate:date? ToTxnDate:date? | DateMacro:enum[${DATE_MACROS}] )? } )?
    EntityFilter{ ${SELECTION} }? ${filters}
    ( RefNumberFilter{ ${MATCH} RefNumber! } | RefNumberRangeFilter{ FromRefNumber? ToRefNumber? } )?
    ${CURRENCY_FILTER} ${includes}`;
}

const BY_ACCOUNT = `AccountFilter{ ${SELECTION} }?`;
const LINES = 'IncludeLineItems:bool?';
const LINKS = 'IncludeLinkedTxns:bool?';

/** Requests that only read. */
export const QUERY_REQUESTS = {
  HostQueryRq: `IncludeListMetaData{ IncludeMaxCapacity:bool! }?@6 ${RETURNS}`,
  CompanyQueryRq: `${RETURNS} ${OWNERS}`,
  PreferencesQueryRq: RETURNS,
  CustomerQueryRq: listQuery(`${BALANCE_FILTER} ${CURRENCY_FILTER} ${CLASS_FILTER}`, OWNERS),
  EntityQueryRq: listQuery(),
  OtherNameQueryRq: listQuery('', OWNERS),
  AccountQueryRq: listQuery(`AccountType:enum[${ACCOUNT_TYPES}]* ${CURRENCY_FILTER}`, OWNERS),
  ItemQueryRq: listQuery('', OWNERS),
  ItemNonInventoryQueryRq: listQuery(CLASS_FILTER, OWNERS),
  ItemSalesTaxQueryRq: listQuery(CLASS_FILTER, OWNERS),
  SalesTaxCodeQueryRq: listQuery(),
  PaymentMethodQueryRq: listQuery(`PaymentMethodType:enum[${METHODS}]*@7`),
  ClassQueryRq: listQuery(),
  StandardTermsQueryRq: listQuery(),
  SalesRepQueryRq: listQuery(),
  ShipMethodQueryRq: listQuery(),
  TemplateQueryRq: RETURNS,
  InvoiceQueryRq: transactionQuery(
    BY_ACCOUNT,
    `PaidStatus:enum[All,PaidOnly,NotPaidOnly]? )? ${LINES} ${LINKS} ${RETURNS} ${OWNERS}`,
  ),
  SalesReceiptQueryRq: transactionQuery(BY_ACCOUNT, `)? ${LINES} ${RETURNS} ${OWNERS}`),
  SalesOrderQueryRq: transactionQuery('', `)? ${LINES} ${LINKS} ${RETURNS} ${OWNERS}`),
  CreditMemoQueryRq: transactionQuery(BY_ACCOUNT, `)? ${LINES} ${LINKS} ${RETURNS} ${OWNERS}`),
  ReceivePaymentQueryRq: transactionQuery(BY_ACCOUNT, `)? ${LINES} ${RETURNS} ${OWNERS}`),
  ARRefundCreditCardQueryRq: transactionQuery(BY_ACCOUNT, `)? ${LINES} ${RETURNS} ${OWNERS}`),
  CheckQueryRq: transactionQuery(BY_ACCOUNT, `)? ${LINES} ${LINKS} ${RETURNS} ${OWNERS}`),
} as const;
