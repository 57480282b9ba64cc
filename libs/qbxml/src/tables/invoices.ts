import {
  ADDRESS,
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

const CREDIT = 'SetCredit{ CreditTxnID:ID! AppliedAmount:AMT! Override:bool?^10.0 }*^10.0';

const HEAD = `
  ClassRef{R159}? ARAccountRef{R159}? TemplateRef{R31}? TxnDate:date? RefNumber(11)?
  BillAddress{ ${ADDRESS} }? ShipAddress{ ${ADDRESS} }? IsPending:bool?`;

const TERMS = `
  PONumber(25)? TermsRef{R31}? DueDate:date? SalesRepRef{R5}? FOB(13)? ShipDate:date?
  ShipMethodRef{R15}? ItemSalesTaxRef{R31}? Memo(4095)? CustomerMsgRef{R101}? IsToBePrinted:bool?
  IsToBeEmailed:bool?^6.0 CustomerSalesTaxCodeRef{R3}? Other(29)?^6.0 ExchangeRate:float?^8.0`;

const LINE_TAIL = `
  ${LINE_PRICE} ClassRef{R159}? Amount:AMT? ${PRICE_RULE} ${SITE} ${SERIAL_OR_LOT}
  ServiceDate:date? SalesTaxCodeRef{R3}? OverrideItemAccountRef{R159}? ${OTHERS}`;

const LINE_MOD = `
  InvoiceLineMod{
    TxnLineID:ID! ItemRef{R}? Desc(4095)? Quantity:QTY? UnitOfMeasure(31)?^7.0
    OverrideUOMSetRef{R31}?^7.0 ${LINE_TAIL} }*`;

export const INVOICE_REQUESTS = {
  InvoiceQuery: `[metaData iterator]
    ${transactionSelection(`${LEDGER_FILTERS} PaidStatus:enum[All,PaidOnly,NotPaidOnly]?`)}
    IncludeLineItems:bool? IncludeLinkedTxns:bool? ${RET_ELEMENTS} ${OWNERS}`,

  InvoiceAdd: `
    CustomerRef{R209}! ${HEAD} IsFinanceCharge:bool?^8.0 ${TERMS} ExternalGUID:GUID?^9.0
    LinkToTxnID:ID*^6.0 ${CREDIT}
    ( InvoiceLineAdd{
        ItemRef{R}? Desc(4095)? Quantity:QTY? UnitOfMeasure(31)?^7.0 ${LINE_TAIL}
        LinkToTxn{ TxnID:ID! TxnLineID:ID! }?^6.0 ${CUSTOM_FIELD} }*
    | InvoiceLineGroupAdd{
        ItemGroupRef{R31}! Quantity:QTY? UnitOfMeasure(31)?^7.0 ${SITE} ${CUSTOM_FIELD} }* )*`,

  InvoiceMod: `[^2.1]
    TxnID:ID! EditSequence(16)! CustomerRef{R209}? ${HEAD} ${TERMS} ${CREDIT}
    ( ${LINE_MOD}
    | InvoiceLineGroupMod{
        TxnLineID:ID! ItemGroupRef{R31}? Quantity:QTY? UnitOfMeasure(31)?^7.0
        OverrideUOMSetRef{R31}?^7.0 ${LINE_MOD} }* )*`,
} as const;
