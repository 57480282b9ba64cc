import { RETURNS } from './query-rules.js';

/** Requests that write items and payment methods. */
export const ITEM_REQUESTS = {
  ItemNonInventoryAddRq: `ItemNonInventoryAdd{
  Name(31)! BarCode{ BarCodeValue(50)? AssignEvenIfUsed:bool? AllowOverride:bool? }?@12
  IsActive:bool? ParentRef:ref? ClassRef:ref(159)?@12 ManufacturerPartNumber(31)?@7
  UnitOfMeasureSetRef:ref(31)?@7 SalesTaxCodeRef:ref(3)? ( SalesOrPurchase{ Desc(4095)? (
  Price:PRICE | PricePercent:PCT )? AccountRef:ref(159)? } | SalesAndPurchase{
  SalesDesc(4095)? SalesPrice:PRICE? IncomeAccountRef:ref(159)? PurchaseDesc(4095)?
  PurchaseCost:PRICE? ExpenseAccountRef:ref(159)? PrefVendorRef:ref(41)? } )?
  ExternalGUID:GUID?@8
  }! ${RETURNS}`,
  ItemServiceAddRq: `ItemServiceAdd{
  Name(31)! BarCode{ BarCodeValue(50)? AssignEvenIfUsed:bool? AllowOverride:bool? }?@12
  IsActive:bool? ClassRef:ref(159)?@12 ParentRef:ref? UnitOfMeasureSetRef:ref(31)?@7
  SalesTaxCodeRef:ref(3)? ( SalesOrPurchase{ Desc(4095)? ( Price:PRICE | PricePercent:PCT )?
  AccountRef:ref(159)? } | SalesAndPurchase{ SalesDesc(4095)? SalesPrice:PRICE?
  IncomeAccountRef:ref(159)? PurchaseDesc(4095)? PurchaseCost:PRICE?
  ExpenseAccountRef:ref(159)? PrefVendorRef:ref(41)? } )? ExternalGUID:GUID?@8
  }! ${RETURNS}`,
  ItemOtherChargeAddRq: `ItemOtherChargeAdd{
  Name(31)! BarCode{ BarCodeValue(50)? AssignEvenIfUsed:bool? AllowOverride:bool? }?@12
  IsActive:bool? ClassRef:ref(159)?@12 ParentRef:ref? SalesTaxCodeRef:ref(3)? (
  SalesOrPurchase{ Desc(4095)? ( Price:PRICE | PricePercent:PCT )? AccountRef:ref(159)? } |
  SalesAndPurchase{ SalesDesc(4095)? SalesPrice:PRICE? IncomeAccountRef:ref(159)?
  PurchaseDesc(4095)? PurchaseCost:PRICE? ExpenseAccountRef:ref(159)? PrefVendorRef:ref(41)?
  } )? ExternalGUID:GUID?@8
  }! ${RETURNS}`,
  ItemDiscountAddRq: `ItemDiscountAdd{
  Name(31)! BarCode{ BarCodeValue(50)? AssignEvenIfUsed:bool? AllowOverride:bool? }?@12
  IsActive:bool? ClassRef:ref(159)?@12 ParentRef:ref? ItemDesc(4095)?
  SalesTaxCodeRef:ref(3)? ( DiscountRate:PRICE | DiscountRatePercent:PCT )?
  AccountRef:ref(159)? ExternalGUID:GUID?@8
  }! ${RETURNS}`,
  ItemSalesTaxAddRq: `ItemSalesTaxAdd{
  Name(31)! BarCode{ BarCodeValue(50)? AssignEvenIfUsed:bool? AllowOverride:bool? }?@12
  IsActive:bool? ClassRef:ref(159)?@12 ItemDesc(4095)? TaxRate:PCT? TaxVendorRef:ref(41)?
  ExternalGUID:GUID?@8
  }! ${RETURNS}`,
  PaymentMethodAddRq: `PaymentMethodAdd{
  Name(31)! IsActive:bool?
  PaymentMethodType:enum[AmericanExpress,Cash,Check,DebitCard,Discover,ECheck,GiftCard,MasterCard,Other,OtherCreditCard,Visa]?@7
  }! ${RETURNS}`,
} as const;
