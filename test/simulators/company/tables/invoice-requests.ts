import { RETURNS } from './query-rules.js';

/** Requests that write invoices. */
export const INVOICE_REQUESTS = {
  InvoiceAddRq: `InvoiceAdd{
  CustomerRef:ref(209)! ClassRef:ref(159)? ARAccountRef:ref(159)? TemplateRef:ref(31)?
  TxnDate:date? RefNumber(11)? BillAddress:address? ShipAddress:address? IsPending:bool?
  IsFinanceCharge:bool?@8 PONumber(25)? TermsRef:ref(31)? DueDate:date? SalesRepRef:ref(5)?
  FOB(13)? ShipDate:date? ShipMethodRef:ref(15)? ItemSalesTaxRef:ref(31)? Memo(4095)?
  CustomerMsgRef:ref(101)? IsToBePrinted:bool? IsToBeEmailed:bool?@6
  CustomerSalesTaxCodeRef:ref(3)? Other(29)?@6 ExchangeRate:float?@8 ExternalGUID:GUID?@9
  LinkToTxnID:ID*@6 SetCredit{ CreditTxnID:ID! AppliedAmount:AMT! Override:bool?@10 }*@10 (
  InvoiceLineAdd{ ItemRef:ref? Desc(4095)? Quantity:QTY? UnitOfMeasure(31)?@7 ( Rate:PRICE |
  RatePercent:PCT | PriceLevelRef:ref(31) )? ClassRef:ref(159)? Amount:AMT?
  OptionForPriceRuleConflict:enum[Zero,BasePrice]?@13 InventorySiteRef:ref(31)?@10
  InventorySiteLocationRef:ref(31)?@12 ( SerialNumber(4095) | LotNumber(40) )?
  ServiceDate:date? SalesTaxCodeRef:ref(3)? OverrideItemAccountRef:ref(159)? Other1(29)?@6
  Other2(29)?@6 LinkToTxn{ TxnID:ID! TxnLineID:ID! }?@6 DataExt{ OwnerID:GUID!
  DataExtName(31)! DataExtValue! }*@5 } | InvoiceLineGroupAdd{ ItemGroupRef:ref(31)!
  Quantity:QTY? UnitOfMeasure(31)?@7 InventorySiteRef:ref(31)?@10
  InventorySiteLocationRef:ref(31)?@12 DataExt{ OwnerID:GUID! DataExtName(31)! DataExtValue!
  }*@5 } )*
  }! ${RETURNS}`,
  InvoiceModRq: `InvoiceMod{
  TxnID:ID! EditSequence(16)! CustomerRef:ref(209)? ClassRef:ref(159)?
  ARAccountRef:ref(159)? TemplateRef:ref(31)? TxnDate:date? RefNumber(11)?
  BillAddress:address? ShipAddress:address? IsPending:bool? PONumber(25)? TermsRef:ref(31)?
  DueDate:date? SalesRepRef:ref(5)? FOB(13)? ShipDate:date? ShipMethodRef:ref(15)?
  ItemSalesTaxRef:ref(31)? Memo(4095)? CustomerMsgRef:ref(101)? IsToBePrinted:bool?
  IsToBeEmailed:bool?@6 CustomerSalesTaxCodeRef:ref(3)? Other(29)?@6 ExchangeRate:float?@8
  SetCredit{ CreditTxnID:ID! AppliedAmount:AMT! Override:bool?@10 }*@10 ( InvoiceLineMod{
  TxnLineID:ID! ItemRef:ref? Desc(4095)? Quantity:QTY? UnitOfMeasure(31)?@7
  OverrideUOMSetRef:ref(31)?@7 ( Rate:PRICE | RatePercent:PCT | PriceLevelRef:ref(31) )?
  ClassRef:ref(159)? Amount:AMT? OptionForPriceRuleConflict:enum[Zero,BasePrice]?@13
  InventorySiteRef:ref(31)?@10 InventorySiteLocationRef:ref(31)?@12 ( SerialNumber(4095) |
  LotNumber(40) )? ServiceDate:date? SalesTaxCodeRef:ref(3)?
  OverrideItemAccountRef:ref(159)? Other1(29)?@6 Other2(29)?@6 } | InvoiceLineGroupMod{
  TxnLineID:ID! ItemGroupRef:ref(31)? Quantity:QTY? UnitOfMeasure(31)?@7
  OverrideUOMSetRef:ref(31)?@7 InvoiceLineMod{ TxnLineID:ID! ItemRef:ref? Desc(4095)?
  Quantity:QTY? UnitOfMeasure(31)?@7 OverrideUOMSetRef:ref(31)?@7 ( Rate:PRICE |
  RatePercent:PCT | PriceLevelRef:ref(31) )? ClassRef:ref(159)? Amount:AMT?
  OptionForPriceRuleConflict:enum[Zero,BasePrice]?@13 InventorySiteRef:ref(31)?@10
  InventorySiteLocationRef:ref(31)?@12 ( SerialNumber(4095) | LotNumber(40) )?
  ServiceDate:date? SalesTaxCodeRef:ref(3)? OverrideItemAccountRef:ref(159)? Other1(29)?@6
  Other2(29)?@6 }* } )*
  }! ${RETURNS}`,
} as const;
