import {
  BRANCHES,
  CURRENCY_FILTER,
  DATE_MACRO,
  REF_NUMBER_FILTERS,
  RET_ELEMENTS,
  TXN_DATES,
} from './fragments.js';

const VOIDABLE =
  'ARRefundCreditCard,Bill,BillPaymentCheck,BillPaymentCreditCard,Charge,Check,CreditCardCharge,' +
  'CreditCardCredit,CreditMemo,Deposit,InventoryAdjustment,Invoice,ItemReceipt,JournalEntry,' +
  'SalesReceipt,VendorCredit';

/** A payment can be deleted but not voided. */
const DELETABLE =
  'ARRefundCreditCard,Bill,BillPaymentCheck,BillPaymentCreditCard,BuildAssembly,Charge,Check,' +
  'CreditCardCharge,CreditCardCredit,CreditMemo,Deposit,Estimate,InventoryAdjustment,Invoice,' +
  'ItemReceipt,JournalEntry,PurchaseOrder,ReceivePayment,SalesOrder,SalesReceipt,' +
  'SalesTaxPaymentCheck,TimeTracking,TransferInventory,VehicleMileage,VendorCredit';

const QUERYABLE =
  'All,ARRefundCreditCard,Bill,BillPaymentCheck,BillPaymentCreditCard,BuildAssembly,Charge,Check,' +
  'CreditCardCharge,CreditCardCredit,CreditMemo,Deposit,Estimate,InventoryAdjustment,Invoice,' +
  'ItemReceipt,JournalEntry,LiabilityAdjustment,Paycheck,PayrollLiabilityCheck,PurchaseOrder,' +
  'ReceivePayment,SalesOrder,SalesReceipt,SalesTaxPaymentCheck,Transfer,VendorCredit,YTDAdjustment';

const LISTS =
  'Account,BillingRate,Class,Currency,Customer,CustomerMsg,CustomerType,DateDrivenTerms,Employee,' +
  'InventorySite,ItemDiscount,ItemFixedAsset,ItemGroup,ItemInventory,ItemInventoryAssembly,' +
  'ItemNonInventory,ItemOtherCharge,ItemPayment,ItemSalesTax,ItemSalesTaxGroup,ItemService,' +
  'ItemSubtotal,JobType,OtherName,PaymentMethod,PayrollItemNonWage,PayrollItemWage,PriceLevel,' +
  'SalesRep,SalesTaxCode,ShipMethod,StandardTerms,ToDo,UnitOfMeasureSet,Vehicle,Vendor,VendorType,' +
  'WorkersCompCode';

const ACCOUNT_GROUPS =
  'AccountsPayable,AccountsReceivable,AllowedFor1099,APAndSalesTax,APOrCreditCard,ARAndAP,Asset,' +
  'BalanceSheet,Bank,BankAndARAndAPAndUF,BankAndUF,CostOfSales,CreditCard,CurrentAsset,' +
  'CurrentAssetAndExpense,CurrentLiability,Equity,EquityAndIncomeAndExpense,' +
  'ExpenseAndOtherExpense,FixedAsset,IncomeAndExpense,IncomeAndOtherIncome,Liability,' +
  'LiabilityAndEquity,LongTermLiability,NonPosting,OrdinaryExpense,OrdinaryIncome,' +
  'OrdinaryIncomeAndCOGS,OrdinaryIncomeAndExpense,OtherAsset,OtherCurrentAsset,' +
  'OtherCurrentLiability,OtherExpense,OtherIncome,OtherIncomeOrExpense';

const ITEM_GROUPS =
  'AllExceptFixedAsset,Assembly,Discount,FixedAsset,Inventory,InventoryAndAssembly,NonInventory,' +
  'OtherCharge,Payment,Sales,SalesTax,Service';

const DELETED = 'DeletedDateRangeFilter{ FromDeletedDate:dt? ToDeletedDate:dt? }?';

/** A filter that names either a kind or certain objects. */
const kindOr = (kind: string): string => `( ${kind} | ${BRANCHES} )!`;

/** Requests over transactions and list objects of every kind. */
export const TRANSACTION_REQUESTS = {
  TxnVoid: `[^1.1] TxnVoidType:enum[${VOIDABLE}]! TxnID:ID!`,
  TxnDel: `[^1.1] TxnDelType:enum[${DELETABLE}]! TxnID:ID!`,
  ListDel: `ListDelType:enum[${LISTS}]! ListID:ID!`,
  TxnDeletedQuery: `[metaData ^2.0] TxnDelType:enum[${DELETABLE}]+ ${DELETED} ${RET_ELEMENTS}`,
  ListDeletedQuery: `[metaData ^2.0] ListDelType:enum[${LISTS}]+ ${DELETED} ${RET_ELEMENTS}`,

  TransactionQuery: `[metaData iterator ^4.0]
    ( TxnID:ID+
    | MaxReturned:int?
      ( RefNumber+ | RefNumberCaseSensitive+^4.0 | ${REF_NUMBER_FILTERS} )?
      TransactionModifiedDateRangeFilter{ ( FromModifiedDate:dt? ToModifiedDate:dt? | ${DATE_MACRO} )! }?
      TransactionDateRangeFilter{ ${TXN_DATES} }?
      TransactionEntityFilter{ ${kindOr('EntityTypeFilter:enum[Customer,Employee,OtherName,Vendor]!')} }?
      TransactionAccountFilter{ ${kindOr(`AccountTypeFilter:enum[${ACCOUNT_GROUPS}]!`)} }?
      TransactionItemFilter{ ${kindOr(`ItemTypeFilter:enum[${ITEM_GROUPS}]!`)} }?
      TransactionClassFilter{ ${BRANCHES} }?
      TransactionTypeFilter{ TxnTypeFilter:enum[${QUERYABLE}]+ }?
      TransactionDetailLevelFilter:enum[All,SummaryOnly,AllExceptSummary]?
      TransactionPostingStatusFilter:enum[Either,NonPosting,Posting]?
      TransactionPaidStatusFilter:enum[Either,Closed,Open]?
      ${CURRENCY_FILTER} )?
    ${RET_ELEMENTS}`,

  ClearedStatusMod: `[noRetElements]
    TxnID:ID! TxnLineID:ID? ClearedStatus:enum[Cleared,NotCleared,Pending]!`,
} as const;
