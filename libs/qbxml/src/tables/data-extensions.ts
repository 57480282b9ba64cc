import { RET_ELEMENTS } from './fragments.js';

const TRANSACTIONS =
  'ARRefundCreditCard,Bill,BillPaymentCheck,BillPaymentCreditCard,BuildAssembly,Charge,Check,' +
  'CreditCardCharge,CreditCardCredit,CreditMemo,Deposit,Estimate,InventoryAdjustment,Invoice,' +
  'ItemReceipt,JournalEntry,PurchaseOrder,ReceivePayment,SalesOrder,SalesReceipt,' +
  'SalesTaxPaymentCheck,VendorCredit';

const OBJECTS =
  'Account,ARRefundCreditCard,Bill,BillPaymentCheck,BillPaymentCreditCard,BuildAssembly,Charge,' +
  'Check,Company,CreditCardCharge,CreditCardCredit,CreditMemo,Customer,Deposit,Employee,Estimate,' +
  'InventoryAdjustment,Invoice,Item,ItemReceipt,JournalEntry,OtherName,PurchaseOrder,' +
  'ReceivePayment,SalesOrder,SalesReceipt,SalesTaxPaymentCheck,Vendor,VendorCredit';

const TYPES = 'AMTTYPE,DATETIMETYPE,INTTYPE,PERCENTTYPE,PRICETYPE,QUANTYPE,STR1024TYPE,STR255TYPE';

const VALUE = `
  OwnerID:GUID! DataExtName(31)!
  ( ListDataExtType:enum[Account,Customer,Employee,Item,OtherName,Vendor]! ListObjRef{R159}!
  | TxnDataExtType:enum[${TRANSACTIONS}]! TxnID:ID! TxnLineID:ID?
  | OtherDataExtType:enum[Company]! )!
  DataExtValue!`;

/** Custom fields, by which an application marks what is its own. */
export const DATA_EXTENSION_REQUESTS = {
  DataExtDefAdd: `[^2.0]
    OwnerID:GUID! DataExtName(31)! DataExtType:enum[${TYPES}]! AssignToObject:enum[${OBJECTS}]*
    DataExtListRequire:bool?^12.0 DataExtTxnRequire:bool?^12.0 DataExtFormatString?^12.0`,
  DataExtDefQuery: `[metaData ^2.0]
    ( OwnerID:GUID+ | AssignToObject:enum[${OBJECTS}]+ )? ${RET_ELEMENTS}`,
  DataExtAdd: `[^2.0 noRetElements] ${VALUE}`,
  DataExtMod: `[^2.0 noRetElements] ${VALUE}`,
} as const;
