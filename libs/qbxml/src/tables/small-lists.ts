import {
  CURRENCY_FILTER,
  LIST_FILTERS,
  LIST_SELECTION,
  OWNERS,
  PAYMENT_METHOD_TYPES,
  RET_ELEMENTS,
} from './fragments.js';

const ACCOUNT_TYPES =
  'AccountsPayable,AccountsReceivable,Bank,CostOfGoodsSold,CreditCard,Equity,Expense,FixedAsset,' +
  'Income,LongTermLiability,NonPosting,OtherAsset,OtherCurrentAsset,OtherCurrentLiability,' +
  'OtherExpense,OtherIncome';

const SMALL_LIST = `[metaData] ${LIST_SELECTION} ${RET_ELEMENTS}`;

/** Accounts, tax codes, payment methods and the other lists that documents refer to. None of them is paged. */
export const SMALL_LIST_REQUESTS = {
  AccountQuery: `[metaData]
    ( ListID:ID+ | FullName+ | ${LIST_FILTERS} AccountType:enum[${ACCOUNT_TYPES}]* ${CURRENCY_FILTER} )?
    ${RET_ELEMENTS} ${OWNERS}`,

  SalesTaxCodeQuery: SMALL_LIST,

  PaymentMethodQuery: `[metaData]
    ( ListID:ID+ | FullName+ | ${LIST_FILTERS}
      PaymentMethodType:enum[${PAYMENT_METHOD_TYPES}]*^7.0 )?
    ${RET_ELEMENTS}`,

  PaymentMethodAdd: `
    Name(31)! IsActive:bool? PaymentMethodType:enum[${PAYMENT_METHOD_TYPES}]?^7.0`,

  ClassQuery: SMALL_LIST,
  ClassAdd: 'Name(31)! IsActive:bool? ParentRef{R}?',
  StandardTermsQuery: SMALL_LIST,
  TermsQuery: SMALL_LIST,
  ShipMethodQuery: SMALL_LIST,
  SalesRepQuery: SMALL_LIST,
  CustomerMsgQuery: SMALL_LIST,
  CurrencyQuery: `[metaData ^8.0] ${LIST_SELECTION} ${RET_ELEMENTS}`,
  TemplateQuery: `[metaData] ${RET_ELEMENTS}`,
} as const;
