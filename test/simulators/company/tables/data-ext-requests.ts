import { RETURNS } from './query-rules.js';

const TYPES = 'AMTTYPE,DATETIMETYPE,INTTYPE,PERCENTTYPE,PRICETYPE,QUANTYPE,STR1024TYPE,STR255TYPE';
const OBJECTS =
  'Account,ARRefundCreditCard,Bill,BillPaymentCheck,BillPaymentCreditCard,BuildAssembly,Charge,Check,Company,CreditCardCharge,CreditCardCredit,CreditMemo,Customer,Deposit,Employee,Estimate,InventoryAdjustment,Invoice,Item,ItemReceipt,JournalEntry,OtherName,PurchaseOrder,ReceivePayment,SalesOrder,SalesReceipt,SalesTaxPaymentCheck,Vendor,VendorCredit';
const TXN_TYPES =
  'ARRefundCreditCard,Bill,BillPaymentCheck,BillPaymentCreditCard,BuildAssembly,Charge,Check,CreditCardCharge,CreditCardCredit,CreditMemo,Deposit,Estimate,InventoryAdjustment,Invoice,ItemReceipt,JournalEntry,PurchaseOrder,ReceivePayment,SalesOrder,SalesReceipt,SalesTaxPaymentCheck,VendorCredit';
const TARGET = `OwnerID:GUID! DataExtName(31)! (
  ListDataExtType:enum[Account,Customer,Employee,Item,OtherName,Vendor]! ListObjRef:ref(159)!
  | TxnDataExtType:enum[${TXN_TYPES}]! TxnID:ID! TxnLineID:ID?
  | OtherDataExtType:enum[Company] ) DataExtValue!`;

/** Requests that define and write data extensions. */
export const DATA_EXT_REQUESTS = {
  DataExtDefAddRq: `DataExtDefAdd{ OwnerID:GUID! DataExtName(31)! DataExtType:enum[${TYPES}]!
    AssignToObject:enum[${OBJECTS}]* DataExtListRequire:bool?@12 DataExtTxnRequire:bool?@12
    DataExtFormatString?@12 }! ${RETURNS}`,
  DataExtAddRq: `DataExtAdd{ ${TARGET} }!`,
  DataExtModRq: `DataExtMod{ ${TARGET} }!`,
} as const;
