import { RETURNS } from './query-rules.js';

/** Requests that write sales orders (Premier and Enterprise). */
export const SALES_ORDER_REQUESTS = {
  SalesOrderAddRq: `SalesOrderAdd{
  CustomerRef:ref! ClassRef:ref? TemplateRef:ref? TxnDate:date? RefNumber(11)?
  BillAddress:address? ShipAddress:address? PONumber(25)? TermsRef:ref? DueDate:date?
  SalesRepRef:ref? FOB(13)? ShipDate:date? ShipMethodRef:ref? ItemSalesTaxRef:ref?
  IsManuallyClosed:bool? Memo(4095)? CustomerMsgRef:ref? IsToBePrinted:bool?
  IsToBeEmailed:bool? CustomerSalesTaxCodeRef:ref? Other(29)? ExchangeRate:float?
  ExternalGUID:GUID? ( SalesOrderLineAdd{ ItemRef:ref? Desc(4095)? Quantity:QTY?
  UnitOfMeasure(31)? ( Rate:PRICE | RatePercent:PCT | PriceLevelRef:ref )? ClassRef:ref?
  Amount:AMT? OptionForPriceRuleConflict:enum[Zero,BasePrice]? InventorySiteRef:ref?
  InventorySiteLocationRef:ref? ( SerialNumber(4095) | LotNumber(40) )? SalesTaxCodeRef:ref?
  IsManuallyClosed:bool? Other1(29)? Other2(29)? DataExt{ OwnerID:GUID! DataExtName(31)!
  DataExtValue! }* } | SalesOrderLineGroupAdd{ ItemGroupRef:ref! Desc? Quantity:QTY?
  UnitOfMeasure(31)? InventorySiteRef:ref? InventorySiteLocationRef:ref? DataExt{
  OwnerID:GUID! DataExtName(31)! DataExtValue! }* } )+
  }! ${RETURNS}`,
} as const;
