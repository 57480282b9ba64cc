import { RETURNS } from './query-rules.js';

const TXN_TYPES =
  'ARRefundCreditCard,Bill,BillPaymentCheck,BillPaymentCreditCard,BuildAssembly,Charge,Check,CreditCardCharge,CreditCardCredit,CreditMemo,Deposit,Estimate,InventoryAdjustment,Invoice,ItemReceipt,JournalEntry,PurchaseOrder,ReceivePayment,SalesOrder,SalesReceipt,SalesTaxPaymentCheck,TimeTracking,TransferInventory,VehicleMileage,VendorCredit';
const VOIDABLE =
  'ARRefundCreditCard,Bill,BillPaymentCheck,BillPaymentCreditCard,Charge,Check,CreditCardCharge,CreditCardCredit,CreditMemo,Deposit,InventoryAdjustment,Invoice,ItemReceipt,JournalEntry,SalesReceipt,VendorCredit';
const LIST_TYPES =
  'Account,BillingRate,Class,Currency,Customer,CustomerMsg,CustomerType,DateDrivenTerms,Employee,InventorySite,ItemDiscount,ItemFixedAsset,ItemGroup,ItemInventory,ItemInventoryAssembly,ItemNonInventory,ItemOtherCharge,ItemPayment,ItemSalesTax,ItemSalesTaxGroup,ItemService,ItemSubtotal,JobType,OtherName,PaymentMethod,PayrollItemNonWage,PayrollItemWage,PriceLevel,SalesRep,SalesTaxCode,ShipMethod,StandardTerms,ToDo,UnitOfMeasureSet,Vehicle,Vendor,VendorType,WorkersCompCode';
const DELETED = 'DeletedDateRangeFilter{ FromDeletedDate:dt? ToDeletedDate:dt? }?';

/** Requests that void and delete, and that ask what was deleted. */
export const DELETION_REQUESTS = {
  TxnVoidRq: `TxnVoidType:enum[${VOIDABLE}]! TxnID:ID!`,
  TxnDelRq: `TxnDelType:enum[${TXN_TYPES}]! TxnID:ID!`,
  TxnDeletedQueryRq: `TxnDelType:enum[${TXN_TYPES}]+ ${DELETED} ${RETURNS}`,
  ListDeletedQueryRq: `ListDelType:enum[${LIST_TYPES}]+ ${DELETED} ${RETURNS}`,
} as const;
