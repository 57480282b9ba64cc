import {
  ADDRESS,
  CARD_TRANSACTION,
  CUSTOM_FIELD,
  LEDGER_FILTERS,
  OWNERS,
  RET_ELEMENTS,
  SERIAL_OR_LOT,
  SITE,
  transactionSelection,
} from './fragments.js';

const PASS = 'enum[Pass,Fail,NotAvailable]';

const CARD_TRANSACTION_MOD = `
  CreditCardTxnInputInfoMod{
    CreditCardNumber(25)? ExpirationMonth:int? ExpirationYear:int? NameOnCard(41)?
    CreditCardAddress(41)? CreditCardPostalCode(18)? CommercialCardCode(24)?
    TransactionMode:enum[CardNotPresent,CardPresent]?^6.0
    CreditCardTxnType:enum[Authorization,Capture,Charge,Refund,VoiceAuthorization]?^7.0 }?
  CreditCardTxnResultInfoMod{
    ResultCode:int? ResultMessage(60)? CreditCardTransID(24)? MerchantAccountNumber(32)?
    AuthorizationCode(12)? AVSStreet:${PASS}? AVSZip:${PASS}? CardSecurityCodeMatch:${PASS}?^6.0
    ReconBatchID(84)? PaymentGroupingCode:int? PaymentStatus:enum[Unknown,Completed]?
    TxnAuthorizationTime:dt? TxnAuthorizationStamp:int? ClientTransID(16)?^6.0 }?`;

const DISCOUNT = `
  DiscountAmount:AMT? DiscountAccountRef{R159}? DiscountClassRef{R159}?^11.0`;

const CHECK_LINE_TAIL = `
  CustomerRef{R209}? ClassRef{R159}? SalesTaxCodeRef{R3}?
  BillableStatus:enum[Billable,NotBillable,HasBeenBilled]?`;

/** Money that comes in, and money that goes back by card or check. */
export const PAYMENT_REQUESTS = {
  ReceivePaymentQuery: `[metaData iterator ^1.1]
    ${transactionSelection(LEDGER_FILTERS)} IncludeLineItems:bool? ${RET_ELEMENTS} ${OWNERS}`,

  ReceivePaymentAdd: `[^1.1]
    CustomerRef{R209}! ARAccountRef{R159}? TxnDate:date? RefNumber(20)? TotalAmount:AMT?
    ExchangeRate:float?^8.0 PaymentMethodRef{R31}? Memo(4095)? DepositToAccountRef{R159}?
    CreditCardTxnInfo{ ${CARD_TRANSACTION} }?^4.1 ExternalGUID:GUID?^9.0
    ( IsAutoApply:bool!
    | AppliedToTxnAdd{
        TxnID:ID! PaymentAmount:AMT?
        SetCredit{ CreditTxnID:ID! AppliedAmount:AMT! Override:bool?^10.0 }* ${DISCOUNT} }+ )?`,

  ReceivePaymentMod: `
    TxnID:ID! EditSequence(16)! CustomerRef{R209}? ARAccountRef{R159}? TxnDate:date? RefNumber(20)?
    TotalAmount:AMT? ExchangeRate:float?^8.0 PaymentMethodRef{R31}? Memo(4095)?
    DepositToAccountRef{R159}? CreditCardTxnInfoMod{ ${CARD_TRANSACTION_MOD} }?
    AppliedToTxnMod{
      TxnID:ID! PaymentAmount:AMT?
      SetCredit{ CreditTxnID:ID! TxnLineID:ID? AppliedAmount:AMT! Override:bool?^10.0 }*
      ${DISCOUNT} }*`,

  ARRefundCreditCardQuery: `[metaData iterator]
    ${transactionSelection(LEDGER_FILTERS)} IncludeLineItems:bool? ${RET_ELEMENTS} ${OWNERS}`,

  ARRefundCreditCardAdd: `
    CustomerRef{R209}! RefundFromAccountRef{R159}? ARAccountRef{R159}? TxnDate:date? RefNumber(11)?
    Address{ ${ADDRESS} }? PaymentMethodRef{R31}? Memo(4095)?
    CreditCardTxnInfo{ ${CARD_TRANSACTION} }? ExchangeRate:float?^8.0 ExternalGUID:GUID?^9.0
    RefundAppliedToTxnAdd{ TxnID:ID! RefundAmount:AMT! }+`,

  CheckQuery: `[metaData iterator]
    ${transactionSelection(LEDGER_FILTERS)}
    IncludeLineItems:bool? IncludeLinkedTxns:bool? ${RET_ELEMENTS} ${OWNERS}`,

  CheckAdd: `
    AccountRef{R159}! PayeeEntityRef{R209}? RefNumber(11)? TxnDate:date? Memo(4095)?
    Address{ ${ADDRESS} }? IsToBePrinted:bool? SalesTaxCodeRef{R3}? ExchangeRate:float?^8.0
    ExternalGUID:GUID?^9.0
    ApplyCheckToTxnAdd{ TxnID:ID! Amount:AMT? }*
    ExpenseLineAdd{
      AccountRef{R159}? Amount:AMT? Memo(4095)? ${CHECK_LINE_TAIL} SalesRepRef{R5}? ${CUSTOM_FIELD} }*
    ( ItemLineAdd{
        ItemRef{R}? ${SITE} ${SERIAL_OR_LOT} Desc(4095)? Quantity:QTY? UnitOfMeasure(31)?^7.0
        Cost:PRICE? Amount:AMT? ${CHECK_LINE_TAIL} OverrideItemAccountRef{R159}?
        LinkToTxn{ TxnID:ID! TxnLineID:ID! }? SalesRepRef{R5}? ${CUSTOM_FIELD} }*
    | ItemGroupLineAdd{
        ItemGroupRef{R31}! Desc? Quantity:QTY? UnitOfMeasure(31)?^7.0 ${SITE} ${CUSTOM_FIELD} }* )*`,
} as const;
