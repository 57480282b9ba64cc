import { RETURNS } from './query-rules.js';

/** Requests that write sales receipts. */
export const SALES_RECEIPT_REQUESTS = {
  SalesReceiptAddRq: `SalesReceiptAdd{
  CustomerRef:ref(209)? ClassRef:ref(159)? TemplateRef:ref(31)? TxnDate:date? RefNumber(11)?
  BillAddress:address? ShipAddress:address? IsPending:bool? CheckNumber(25)?
  PaymentMethodRef:ref(31)? DueDate:date? SalesRepRef:ref(5)? ShipDate:date?
  ShipMethodRef:ref(15)? FOB(13)? ItemSalesTaxRef:ref(31)? Memo(4095)?
  CustomerMsgRef:ref(101)? IsToBePrinted:bool? IsToBeEmailed:bool?@6
  CustomerSalesTaxCodeRef:ref(3)? DepositToAccountRef:ref(159)? CreditCardTxnInfo:card?@4.1
  Other(29)?@6 ExchangeRate:float?@8 ExternalGUID:GUID?@9 ( SalesReceiptLineAdd{
  ItemRef:ref? Desc(4095)? Quantity:QTY? UnitOfMeasure(31)?@7 ( Rate:PRICE | RatePercent:PCT
  | PriceLevelRef:ref(31) )? ClassRef:ref(159)? Amount:AMT?
  OptionForPriceRuleConflict:enum[Zero,BasePrice]?@13 InventorySiteRef:ref(31)?@10
  InventorySiteLocationRef:ref(31)?@12 ( SerialNumber(4095) | LotNumber(40) )?
  ServiceDate:date? SalesTaxCodeRef:ref(3)? OverrideItemAccountRef:ref(159)? Other1(29)?@6
  Other2(29)?@6 CreditCardTxnInfo:card?@7 DataExt{ OwnerID:GUID! DataExtName(31)!
  DataExtValue! }*@5 } | SalesReceiptLineGroupAdd{ ItemGroupRef:ref(31)! Quantity:QTY?
  UnitOfMeasure(31)?@7 InventorySiteRef:ref(31)?@10 InventorySiteLocationRef:ref(31)?@12
  DataExt{ OwnerID:GUID! DataExtName(31)! DataExtValue! }*@5 } )+
  }! ${RETURNS}`,
  SalesReceiptModRq: `SalesReceiptMod{
  TxnID:ID! EditSequence(16)! CustomerRef:ref(209)? ClassRef:ref(159)? TemplateRef:ref(31)?
  TxnDate:date? RefNumber(11)? BillAddress:address? ShipAddress:address? IsPending:bool?
  CheckNumber(25)? PaymentMethodRef:ref(31)? DueDate:date? SalesRepRef:ref(5)?
  ShipDate:date? ShipMethodRef:ref(15)? FOB(13)? ItemSalesTaxRef:ref(31)? Memo(4095)?
  CustomerMsgRef:ref(101)? IsToBePrinted:bool? IsToBeEmailed:bool?@6
  CustomerSalesTaxCodeRef:ref(3)? DepositToAccountRef:ref(159)? Other(29)?@6
  ExchangeRate:float?@8 ( SalesReceiptLineMod{ TxnLineID:ID! ItemRef:ref? Desc(4095)?
  Quantity:QTY? UnitOfMeasure(31)?@7 OverrideUOMSetRef:ref(31)?@7 ( Rate:PRICE |
  RatePercent:PCT | PriceLevelRef:ref(31) )? ClassRef:ref(159)? Amount:AMT?
  OptionForPriceRuleConflict:enum[Zero,BasePrice]?@13 InventorySiteRef:ref(31)?@10
  InventorySiteLocationRef:ref(31)?@12 ( SerialNumber(4095) | LotNumber(40) )?
  ServiceDate:date? SalesTaxCodeRef:ref(3)? OverrideItemAccountRef:ref(159)? Other1(29)?@6
  Other2(29)?@6 } | SalesReceiptLineGroupMod{ TxnLineID:ID! ItemGroupRef:ref(31)?
  Quantity:QTY? UnitOfMeasure(31)?@7 OverrideUOMSetRef:ref(31)?@7 SalesReceiptLineMod{
  TxnLineID:ID! ItemRef:ref? Desc(4095)? Quantity:QTY? UnitOfMeasure(31)?@7
  OverrideUOMSetRef:ref(31)?@7 ( Rate:PRICE | RatePercent:PCT | PriceLevelRef:ref(31) )?
  ClassRef:ref(159)? Amount:AMT? OptionForPriceRuleConflict:enum[Zero,BasePrice]?@13
  InventorySiteRef:ref(31)?@10 InventorySiteLocationRef:ref(31)?@12 ( SerialNumber(4095) |
  LotNumber(40) )? ServiceDate:date? SalesTaxCodeRef:ref(3)?
  OverrideItemAccountRef:ref(159)? Other1(29)?@6 Other2(29)?@6 }* } )*
  }! ${RETURNS}`,
} as const;
