import {
  ADDRESS,
  CARD_TRANSACTION,
  CUSTOM_FIELD,
  LEDGER_FILTERS,
  LINE_PRICE,
  OTHERS,
  OWNERS,
  PRICE_RULE,
  RET_ELEMENTS,
  SERIAL_OR_LOT,
  SITE,
  transactionSelection,
} from './fragments.js';

const HEAD = `
  CustomerRef{R209}? ClassRef{R159}? TemplateRef{R31}? TxnDate:date? RefNumber(11)?
  BillAddress{ ${ADDRESS} }? ShipAddress{ ${ADDRESS} }? IsPending:bool? CheckNumber(25)?
  PaymentMethodRef{R31}? DueDate:date? SalesRepRef{R5}? ShipDate:date? ShipMethodRef{R15}? FOB(13)?
  ItemSalesTaxRef{R31}? Memo(4095)? CustomerMsgRef{R101}? IsToBePrinted:bool?
  IsToBeEmailed:bool?^6.0 CustomerSalesTaxCodeRef{R3}? DepositToAccountRef{R159}?`;

const LINE_TAIL = `
  ${LINE_PRICE} ClassRef{R159}? Amount:AMT? ${PRICE_RULE} ${SITE} ${SERIAL_OR_LOT}
  ServiceDate:date? SalesTaxCodeRef{R3}? OverrideItemAccountRef{R159}? ${OTHERS}`;

const LINE_MOD = `
  SalesReceiptLineMod{
    TxnLineID:ID! ItemRef{R}? Desc(4095)? Quantity:QTY? UnitOfMeasure(31)?^7.0
    OverrideUOMSetRef{R31}?^7.0 ${LINE_TAIL} }*`;

export const SALES_RECEIPT_REQUESTS = {
  SalesReceiptQuery: `[metaData iterator]
    ${transactionSelection(LEDGER_FILTERS)} IncludeLineItems:bool? ${RET_ELEMENTS} ${OWNERS}`,

  SalesReceiptAdd: `
    ${HEAD} CreditCardTxnInfo{ ${CARD_TRANSACTION} }?^4.1 Other(29)?^6.0 ExchangeRate:float?^8.0
    ExternalGUID:GUID?^9.0
    ( SalesReceiptLineAdd{
        ItemRef{R}? Desc(4095)? Quantity:QTY? UnitOfMeasure(31)?^7.0 ${LINE_TAIL}
        CreditCardTxnInfo{ ${CARD_TRANSACTION} }?^7.0 ${CUSTOM_FIELD} }*
    | SalesReceiptLineGroupAdd{
        ItemGroupRef{R31}! Quantity:QTY? UnitOfMeasure(31)?^7.0 ${SITE} ${CUSTOM_FIELD} }* )+`,

  SalesReceiptMod: `[^5.0]
    TxnID:ID! EditSequence(16)! ${HEAD} Other(29)?^6.0 ExchangeRate:float?^8.0
    ( ${LINE_MOD}
    | SalesReceiptLineGroupMod{
        TxnLineID:ID! ItemGroupRef{R31}? Quantity:QTY? UnitOfMeasure(31)?^7.0
        OverrideUOMSetRef{R31}?^7.0 ${LINE_MOD} }* )*`,
} as const;
