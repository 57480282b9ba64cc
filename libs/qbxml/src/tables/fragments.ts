/*
 * Pieces of the notation (see `parse-notation.ts`) that stand in more than one request.
 * Lengths, order and versions follow Intuit's qbxmlops130 schema, US Desktop.
 */

const BLOCK = 'Addr1(41)? Addr2(41)? Addr3(41)? Addr4(41)? Addr5(41)?^6.0';

export const ADDRESS = `${BLOCK} City(31)? State(21)? PostalCode(13)? Country(31)? Note(41)?^6.0`;

/** The tail of most queries. */
export const RET_ELEMENTS = 'IncludeRetElement(50)*^4.0';

export const OWNERS = 'OwnerID:GUID*';

const MATCH = 'MatchCriterion:enum[StartsWith,Contains,EndsWith]!';

/** The filters that every list query shares; the more special ones follow it. */
export const LIST_FILTERS = `
  MaxReturned:int?
  ActiveStatus:enum[ActiveOnly,InactiveOnly,All]?
  FromModifiedDate:dt?
  ToModifiedDate:dt?
  ( NameFilter{ ${MATCH} Name! }! | NameRangeFilter{ FromName? ToName? }! )?`;

/** Ids, or names, or filters: never two of them. */
export const LIST_SELECTION = `( ListID:ID+ | FullName+ | ${LIST_FILTERS} )?`;

/** An entity, account, item or class: by ids, by names, or one with all below it. */
export const BRANCHES =
  '( ListID:ID+ | FullName+ | ListIDWithChildren:ID! | FullNameWithChildren! )!';

export const CURRENCY_FILTER = 'CurrencyFilter{ ( ListID:ID+ | FullName(64)+ )! }?^8.0';

export const CLASS_FILTER = `ClassFilter{ ${BRANCHES} }?^12.0`;

export const REF_NUMBER_FILTERS = `
  RefNumberFilter{ ${MATCH} RefNumber! }! | RefNumberRangeFilter{ FromRefNumber? ToRefNumber? }!`;

const DATE_MACROS =
  'All,Today,ThisWeek,ThisWeekToDate,ThisMonth,ThisMonthToDate,ThisCalendarQuarter,' +
  'ThisCalendarQuarterToDate,ThisFiscalQuarter,ThisFiscalQuarterToDate,ThisCalendarYear,' +
  'ThisCalendarYearToDate,ThisFiscalYear,ThisFiscalYearToDate,Yesterday,LastWeek,LastWeekToDate,' +
  'LastMonth,LastMonthToDate,LastCalendarQuarter,LastCalendarQuarterToDate,LastFiscalQuarter,' +
  'LastFiscalQuarterToDate,LastCalendarYear,LastCalendarYearToDate,LastFiscalYear,' +
  'LastFiscalYearToDate,NextWeek,NextFourWeeks,NextMonth,NextCalendarQuarter,NextCalendarYear,' +
  'NextFiscalQuarter,NextFiscalYear';

export const DATE_MACRO = `DateMacro:enum[${DATE_MACROS}]!`;

export const TXN_DATES = `( FromTxnDate:date? ToTxnDate:date? | ${DATE_MACRO} )!`;

/** Which transactions a query means: by id, by number, or by filters of which `more` are the last. */
export const transactionSelection = (more = ''): string => `
  ( TxnID:ID+
  | RefNumber+
  | RefNumberCaseSensitive+^4.0
  | MaxReturned:int?
    ( ModifiedDateRangeFilter{ FromModifiedDate:dt? ToModifiedDate:dt? }!
    | TxnDateRangeFilter{ ${TXN_DATES} }! )?
    EntityFilter{ ${BRANCHES} }?
    ${more} )?`;

/** Filters by account, number and currency, as sales and payment queries have them. */
export const LEDGER_FILTERS = `
  AccountFilter{ ${BRANCHES} }? ( ${REF_NUMBER_FILTERS} )? ${CURRENCY_FILTER}`;

export const BAR_CODE =
  'BarCode{ BarCodeValue(50)? AssignEvenIfUsed:bool? AllowOverride:bool? }?^12.0';

/** What an item sells for, and what it is bought for if both sides are kept. */
export const ITEM_PRICES = `
  ( SalesOrPurchase{ Desc(4095)? ( Price:PRICE! | PricePercent:PCT! )? AccountRef{R159}? }!
  | SalesAndPurchase{
      SalesDesc(4095)? SalesPrice:PRICE? IncomeAccountRef{R159}?
      PurchaseDesc(4095)? PurchaseCost:PRICE? ExpenseAccountRef{R159}? PrefVendorRef{R41}? }! )?`;

const PASS = 'enum[Pass,Fail,NotAvailable]';

export const CARD_TRANSACTION = `
  CreditCardTxnInputInfo{
    CreditCardNumber(25)! ExpirationMonth:int! ExpirationYear:int! NameOnCard(41)!
    CreditCardAddress(41)? CreditCardPostalCode(18)? CommercialCardCode(24)?
    TransactionMode:enum[CardNotPresent,CardPresent]?^6.0
    CreditCardTxnType:enum[Authorization,Capture,Charge,Refund,VoiceAuthorization]?^7.0 }!
  CreditCardTxnResultInfo{
    ResultCode:int! ResultMessage(60)! CreditCardTransID(24)! MerchantAccountNumber(32)!
    AuthorizationCode(12)? AVSStreet:${PASS}? AVSZip:${PASS}? CardSecurityCodeMatch:${PASS}?^6.0
    ReconBatchID(84)? PaymentGroupingCode:int? PaymentStatus:enum[Unknown,Completed]!
    TxnAuthorizationTime:dt! TxnAuthorizationStamp:int? ClientTransID(16)?^6.0 }!`;

export const CUSTOM_FIELD = 'DataExt{ OwnerID:GUID! DataExtName(31)! DataExtValue! }*^5.0';

export const LINE_PRICE = '( Rate:PRICE! | RatePercent:PCT! | PriceLevelRef{R31}!^4.0 )?';

export const PRICE_RULE = 'OptionForPriceRuleConflict:enum[Zero,BasePrice]?^13.0';

export const SITE = 'InventorySiteRef{R31}?^10.0 InventorySiteLocationRef{R31}?^12.0';

/** The schema marks neither as needing a version of its own. */
export const SERIAL_OR_LOT = '( SerialNumber(4095)! | LotNumber(40)! )?';

export const OTHERS = 'Other1(29)?^6.0 Other2(29)?^6.0';

export const PAYMENT_METHOD_TYPES =
  'AmericanExpress,Cash,Check,DebitCard,Discover,ECheck,GiftCard,MasterCard,Other,OtherCreditCard,Visa';
