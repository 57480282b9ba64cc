import { RETURNS } from './query-rules.js';

/** Requests that write payments and refunds. */
export const PAYMENT_REQUESTS = {
  ReceivePaymentAddRq: `ReceivePaymentAdd{
  CustomerRef:ref(209)! ARAccountRef:ref(159)? TxnDate:date? RefNumber(20)? TotalAmount:AMT?
  ExchangeRate:float?@8 PaymentMethodRef:ref(31)? Memo(4095)? DepositToAccountRef:ref(159)?
  CreditCardTxnInfo:card?@4.1 ExternalGUID:GUID?@9 ( IsAutoApply:bool | AppliedToTxnAdd{
  TxnID:ID! PaymentAmount:AMT? SetCredit{ CreditTxnID:ID! AppliedAmount:AMT!
  Override:bool?@10 }* DiscountAmount:AMT? DiscountAccountRef:ref(159)?
  DiscountClassRef:ref(159)?@11 }* )?
  }! ${RETURNS}`,
  CheckAddRq: `CheckAdd{
  AccountRef:ref(159)! PayeeEntityRef:ref(209)? RefNumber(11)? TxnDate:date? Memo(4095)?
  Address:address? IsToBePrinted:bool? SalesTaxCodeRef:ref(3)? ExchangeRate:float? ExternalGUID:GUID?
  ApplyCheckToTxnAdd{ TxnID:ID! Amount:AMT? }* ExpenseLineAdd{ AccountRef:ref(159)? Amount:AMT?
  Memo(4095)? CustomerRef:ref(209)? ClassRef:ref(159)? SalesTaxCodeRef:ref(3)?
  BillableStatus:enum[Billable,NotBillable,HasBeenBilled]? SalesRepRef:ref(5)? DataExt{
  OwnerID:GUID! DataExtName(31)! DataExtValue! }* }* ( ItemLineAdd{ ItemRef:ref?
  InventorySiteRef:ref(31)? InventorySiteLocationRef:ref(31)? ( SerialNumber(4095) | LotNumber(40) )?
  Desc(4095)? Quantity:QTY? UnitOfMeasure(31)? Cost:PRICE? Amount:AMT? CustomerRef:ref(209)?
  ClassRef:ref(159)? SalesTaxCodeRef:ref(3)? BillableStatus:enum[Billable,NotBillable,HasBeenBilled]?
  OverrideItemAccountRef:ref(159)? LinkToTxn{ TxnID:ID! TxnLineID:ID! }? SalesRepRef:ref(5)? DataExt{
  OwnerID:GUID! DataExtName(31)! DataExtValue! }* } | ItemGroupLineAdd{ ItemGroupRef:ref(31)! Desc?
  Quantity:QTY? UnitOfMeasure(31)? InventorySiteRef:ref(31)? InventorySiteLocationRef:ref(31)? DataExt{
  OwnerID:GUID! DataExtName(31)! DataExtValue! }* } )*
  }! ${RETURNS}`,
  ARRefundCreditCardAddRq: `ARRefundCreditCardAdd{
  CustomerRef:ref(209)! RefundFromAccountRef:ref(159)? ARAccountRef:ref(159)? TxnDate:date? RefNumber(11)?
  Address:address? PaymentMethodRef:ref(31)? Memo(4095)? CreditCardTxnInfo:card?
  ExchangeRate:float? ExternalGUID:GUID? RefundAppliedToTxnAdd{ TxnID:ID! RefundAmount:AMT!
  }+
  }! ${RETURNS}`,
} as const;
