import {
  ADDRESS,
  CARD_TRANSACTION,
  CUSTOM_FIELD,
  LEDGER_FILTERS,
  LINE_PRICE,
  OTHERS,
  OWNERS,
  RET_ELEMENTS,
  SERIAL_OR_LOT,
  SITE,
  transactionSelection,
} from './fragments.js';

const HEAD = `
  ClassRef{R159}? ARAccountRef{R159}? TemplateRef{R31}? TxnDate:date? RefNumber(11)?
  BillAddress{ ${ADDRESS} }? ShipAddress{ ${ADDRESS} }? IsPending:bool? PONumber(25)?
  TermsRef{R31}? DueDate:date? SalesRepRef{R5}? FOB(13)? ShipDate:date? ShipMethodRef{R15}?
  ItemSalesTaxRef{R31}? Memo(4095)? CustomerMsgRef{R101}? IsToBePrinted:bool?
  IsToBeEmailed:bool?^6.0 CustomerSalesTaxCodeRef{R3}? Other(29)?^6.0 ExchangeRate:float?^8.0`;

const LINE_TAIL = `
  ${LINE_PRICE} ClassRef{R159}? Amount:AMT? ${SITE} ${SERIAL_OR_LOT} ServiceDate:date?
  SalesTaxCodeRef{R3}? OverrideItemAccountRef{R159}? ${OTHERS}`;

const LINE_MOD = `
  CreditMemoLineMod{
    TxnLineID:ID! ItemRef{R}? Desc(4095)? Quantity:QTY? UnitOfMeasure(31)?^7.0
    OverrideUOMSetRef{R31}?^7.0 ${LINE_TAIL} }*`;

export const CREDIT_MEMO_REQUESTS = {
  CreditMemoQuery: `[metaData iterator]
    ${transactionSelection(LEDGER_FILTERS)}
    IncludeLineItems:bool? IncludeLinkedTxns:bool? ${RET_ELEMENTS} ${OWNERS}`,

  CreditMemoAdd: `
    CustomerRef{R209}! ${HEAD} ExternalGUID:GUID?^9.0
    ( CreditMemoLineAdd{
        ItemRef{R}? Desc(4095)? Quantity:QTY? UnitOfMeasure(31)?^7.0 ${LINE_TAIL}
        CreditCardTxnInfo{ ${CARD_TRANSACTION} }?^7.0 ${CUSTOM_FIELD} }*
    | CreditMemoLineGroupAdd{
        ItemGroupRef{R31}! Quantity:QTY? UnitOfMeasure(31)?^7.0 ${SITE} ${CUSTOM_FIELD} }* )+`,

  CreditMemoMod: `[^3.0]
    TxnID:ID! EditSequence(16)! CustomerRef{R209}? ${HEAD}
    ( ${LINE_MOD}
    | CreditMemoLineGroupMod{
        TxnLineID:ID! ItemGroupRef{R31}? Quantity:QTY? UnitOfMeasure(31)?^7.0
        OverrideUOMSetRef{R31}?^7.0 ${LINE_MOD} }* )*`,
} as const;
