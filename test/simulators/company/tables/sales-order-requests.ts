import { RETURNS } from './query-rules.js';

/** Requests that write sales orders (Premier and Enterprise). */
export const SALES_ORDER_REQUESTS = {
  SalesOrderAddRq: `SalesOrderAdd{
  CustomerRef:ref(209)! ClassRef:ref(159)? TemplateRef:ref(31)? TxnDate:date? RefNumber(11)?
  BillAddress:address? ShipAddress:address? PONumber(25)? TermsRef:ref(31)? DueDate:date?
  SalesRepRef:ref(5)? FOB(13)? ShipDate:date? ShipMethodRef:ref(15)? ItemSalesTaxRef:ref(31)?
  IsManuallyClosed:bool? Memo(4095)? CustomerMsgRef:ref(101)? IsToBePrinted:bool?
  IsToBeEmailed:bool? CustomerSalesTaxCodeRef:ref(3)? Other(29)? ExchangeRate:float?
  ExternalGUID:GUID? ( SalesOrderLineAdd{ ItemRef:ref? Desc(4095)? Quantity:QTY?
  UnitOfMeasure(31)? ( Rate:PRICE | RatePercent:PCT | PriceLevelRef:ref(31) )? ClassRef:ref(159)?
  Amount:AMT? OptionForPriceRuleConflict:enum[Zero,BasePrice]? InventorySiteRef:ref(31)?
  InventorySiteLocationRef:ref(31)? ( SerialNumber(4095) | LotNumber(40) )? SalesTaxCodeRef:ref(3)?
  IsManuallyClosed:bool? Other1(29)? Other2(29)? DataExt{ OwnerID:GUID! DataExtName(31)!
  DataExtValue! }* } | SalesOrderLineGroupAdd{ ItemGroupRef:ref(31)! Desc? Quantity:QTY?
  UnitOfMeasure(31)? InventorySiteRef:ref(31)? InventorySiteLocationRef:ref(31)? DataExt{
  OwnerID:GUID! DataExtName(31)! DataExtValue! }* } )+
  }! ${RETURNS}`,
  SalesOrderModRq: `SalesOrderMod{
  TxnID:ID! EditSequence(16)! CustomerRef:ref(209)? ClassRef:ref(159)? TemplateRef:ref(31)?
  TxnDate:date? RefNumber(11)? BillAddress:address? ShipAddress:address? PONumber(25)?
  TermsRef:ref(31)? DueDate:date? SalesRepRef:ref(5)? FOB(13)? ShipDate:date?
  ShipMethodRef:ref(15)? ItemSalesTaxRef:ref(31)? IsManuallyClosed:bool? Memo(4095)?
  CustomerMsgRef:ref(101)? IsToBePrinted:bool? IsToBeEmailed:bool? CustomerSalesTaxCodeRef:ref(3)?
  Other(29)? ExchangeRate:float? ( SalesOrderLineMod{ TxnLineID:ID! ItemRef:ref? Desc(4095)?
  Quantity:QTY? UnitOfMeasure(31)? OverrideUOMSetRef:ref(31)?
  ( Rate:PRICE | RatePercent:PCT | PriceLevelRef:ref(31) )? ClassRef:ref(159)? Amount:AMT?
  OptionForPriceRuleConflict:enum[Zero,BasePrice]? InventorySiteRef:ref(31)?
  InventorySiteLocationRef:ref(31)? ( SerialNumber(4095) | LotNumber(40) )? SalesTaxCodeRef:ref(3)?
  IsManuallyClosed:bool? Other1(29)? Other2(29)? } | SalesOrderLineGroupMod{ TxnLineID:ID!
  ItemGroupRef:ref(31)? Quantity:QTY? UnitOfMeasure(31)? OverrideUOMSetRef:ref(31)?
  SalesOrderLineMod{ TxnLineID:ID! ItemRef:ref? Desc(4095)? Quantity:QTY? UnitOfMeasure(31)?
  OverrideUOMSetRef:ref(31)? ( Rate:PRICE | RatePercent:PCT | PriceLevelRef:ref(31) )?
  ClassRef:ref(159)? Amount:AMT? OptionForPriceRuleConflict:enum[Zero,BasePrice]?
  InventorySiteRef:ref(31)? InventorySiteLocationRef:ref(31)?
  ( SerialNumber(4095) | LotNumber(40) )? SalesTaxCodeRef:ref(3)? IsManuallyClosed:bool? Other1(29)?
  Other2(29)? }* } )*
  }! ${RETURNS}`,
} as const;
