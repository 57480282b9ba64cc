import {
  ADDRESS,
  CURRENCY_FILTER,
  CUSTOM_FIELD,
  LINE_PRICE,
  OTHERS,
  OWNERS,
  PRICE_RULE,
  REF_NUMBER_FILTERS,
  RET_ELEMENTS,
  SERIAL_OR_LOT,
  SITE,
  transactionSelection,
} from './fragments.js';

/* The schema's IsTaxIncluded and TaxAmount are left out: they exist outside the US only. */

const HEAD = `
  ClassRef{R159}? TemplateRef{R31}? TxnDate:date? RefNumber(11)? BillAddress{ ${ADDRESS} }?
  ShipAddress{ ${ADDRESS} }? PONumber(25)? TermsRef{R31}? DueDate:date? SalesRepRef{R5}? FOB(13)?
  ShipDate:date? ShipMethodRef{R15}? ItemSalesTaxRef{R31}? IsManuallyClosed:bool? Memo(4095)?
  CustomerMsgRef{R101}? IsToBePrinted:bool? IsToBeEmailed:bool?^6.0 CustomerSalesTaxCodeRef{R3}?
  Other(29)?^6.0 ExchangeRate:float?^8.0`;

const LINE_TAIL = `
  ${LINE_PRICE} ClassRef{R159}? Amount:AMT? ${PRICE_RULE} ${SITE} ${SERIAL_OR_LOT}
  SalesTaxCodeRef{R3}? IsManuallyClosed:bool? ${OTHERS}`;

const LINE_MOD = `
  SalesOrderLineMod{
    TxnLineID:ID! ItemRef{R}? Desc(4095)? Quantity:QTY? UnitOfMeasure(31)?^7.0
    OverrideUOMSetRef{R31}?^7.0 ${LINE_TAIL} }*`;

export const SALES_ORDER_REQUESTS = {
  SalesOrderQuery: `[metaData iterator]
    ${transactionSelection(`( ${REF_NUMBER_FILTERS} )? ${CURRENCY_FILTER}`)}
    IncludeLineItems:bool? IncludeLinkedTxns:bool? ${RET_ELEMENTS} ${OWNERS}`,

  SalesOrderAdd: `
    CustomerRef{R209}! ${HEAD} ExternalGUID:GUID?^9.0
    ( SalesOrderLineAdd{
        ItemRef{R}? Desc(4095)? Quantity:QTY? UnitOfMeasure(31)?^7.0 ${LINE_TAIL} ${CUSTOM_FIELD} }*
    | SalesOrderLineGroupAdd{
        ItemGroupRef{R31}! Desc? Quantity:QTY? UnitOfMeasure(31)?^7.0 ${SITE} ${CUSTOM_FIELD} }* )+`,

  SalesOrderMod: `
    TxnID:ID! EditSequence(16)! CustomerRef{R209}? ${HEAD}
    ( ${LINE_MOD}
    | SalesOrderLineGroupMod{
        TxnLineID:ID! ItemGroupRef{R31}? Quantity:QTY? UnitOfMeasure(31)?^7.0
        OverrideUOMSetRef{R31}?^7.0 ${LINE_MOD} }* )*`,
} as const;
