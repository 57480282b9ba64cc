import type { ListKind, TxnKind } from '../ledger/records.js';

const STAMPS = 'TimeCreated TimeModified EditSequence';
const PERSON =
  'CompanyName Salutation FirstName MiddleName LastName JobTitle BillAddress BillAddressBlock ShipAddress ShipAddressBlock ShipToAddress';
const CONTACT = 'Phone AltPhone Fax Email Cc Contact AltContact AdditionalContactRef';
const ITEM = `ListID ${STAMPS} Name FullName BarCodeValue IsActive ClassRef ParentRef Sublevel`;
const SINGLE_ITEM = `ListID ${STAMPS} Name BarCodeValue IsActive ClassRef`;
const END = 'ExternalGUID DataExtRet';

/** The order of the elements in the answer for each kind of list object. */
export const LIST_ANSWERS: Readonly<Record<ListKind, string>> = {
  Customer: `ListID ${STAMPS} Name FullName IsActive ClassRef ParentRef Sublevel ${PERSON} ${CONTACT} CustomerTypeRef TermsRef SalesRepRef Balance TotalBalance SalesTaxCodeRef ItemSalesTaxRef ResaleNumber AccountNumber CreditLimit PreferredPaymentMethodRef JobStatus JobStartDate JobProjectedEndDate JobEndDate JobDesc JobTypeRef Notes AdditionalNotesRet PreferredDeliveryMethod PriceLevelRef ExternalGUID CurrencyRef DataExtRet`,
  Vendor: `ListID ${STAMPS} Name IsActive ClassRef CompanyName Salutation FirstName MiddleName LastName JobTitle ${CONTACT} Notes Balance SalesTaxCodeRef IsSalesTaxAgency ${END}`,
  Employee: `ListID ${STAMPS} Name IsActive Salutation FirstName MiddleName LastName JobTitle Phone Email Notes ${END}`,
  OtherName: `ListID ${STAMPS} Name IsActive CompanyName Salutation FirstName MiddleName LastName OtherNameAddress Phone AltPhone Fax Email Contact AltContact AccountNumber Notes ${END}`,
  Account: `ListID ${STAMPS} Name FullName IsActive ParentRef Sublevel AccountType SpecialAccountType AccountNumber BankNumber Desc Balance TotalBalance CashFlowClassification CurrencyRef DataExtRet`,
  SalesTaxCode: `ListID ${STAMPS} Name IsActive IsTaxable Desc`,
  PaymentMethod: `ListID ${STAMPS} Name IsActive PaymentMethodType`,
  Class: `ListID ${STAMPS} Name FullName IsActive ParentRef Sublevel`,
  StandardTerms: `ListID ${STAMPS} Name IsActive StdDueDays StdDiscountDays DiscountPct`,
  SalesRep: `ListID ${STAMPS} Initial IsActive SalesRepEntityRef`,
  ShipMethod: `ListID ${STAMPS} Name IsActive`,
  Currency: `ListID ${STAMPS} Name IsActive CurrencyCode`,
  Template: `ListID ${STAMPS} Name IsActive TemplateType`,
  ItemService: `${ITEM} UnitOfMeasureSetRef SalesTaxCodeRef SalesOrPurchase SalesAndPurchase ${END}`,
  ItemNonInventory: `${ITEM} ManufacturerPartNumber UnitOfMeasureSetRef SalesTaxCodeRef SalesOrPurchase SalesAndPurchase ${END}`,
  ItemOtherCharge: `${ITEM} SalesTaxCodeRef SalesOrPurchase SalesAndPurchase SpecialItemType ${END}`,
  ItemInventory: `${ITEM} ManufacturerPartNumber UnitOfMeasureSetRef SalesTaxCodeRef SalesDesc SalesPrice IncomeAccountRef PurchaseDesc PurchaseCost COGSAccountRef PrefVendorRef AssetAccountRef ReorderPoint Max QuantityOnHand AverageCost QuantityOnOrder QuantityOnSalesOrder ${END}`,
  ItemDiscount: `${ITEM} ItemDesc SalesTaxCodeRef DiscountRate DiscountRatePercent AccountRef ${END}`,
  ItemSubtotal: `ListID ${STAMPS} Name BarCodeValue IsActive ItemDesc SpecialItemType ${END}`,
  ItemSalesTax: `${SINGLE_ITEM} ItemDesc TaxRate TaxVendorRef ${END}`,
  ItemSalesTaxGroup: `ListID ${STAMPS} Name BarCodeValue IsActive ItemDesc ExternalGUID ItemSalesTaxRef DataExtRet`,
};

const SALE = `TxnID ${STAMPS} TxnNumber CustomerRef ClassRef`;
const ADDRESSES = 'BillAddress BillAddressBlock ShipAddress ShipAddressBlock';
const ORDERING = 'PONumber TermsRef DueDate SalesRepRef FOB ShipDate ShipMethodRef';
const TAXED = 'Subtotal ItemSalesTaxRef SalesTaxPercentage SalesTaxTotal';
const SENDING = 'CustomerMsgRef IsToBePrinted IsToBeEmailed CustomerSalesTaxCodeRef';

/** The order of the elements in the answer for each kind of transaction. */
export const TXN_ANSWERS: Readonly<Record<TxnKind, string>> = {
  Invoice: `${SALE} ARAccountRef TemplateRef TxnDate RefNumber ${ADDRESSES} IsPending IsFinanceCharge ${ORDERING} ${TAXED} AppliedAmount BalanceRemaining CurrencyRef ExchangeRate Memo IsPaid ${SENDING} Other ExternalGUID LinkedTxn InvoiceLineRet DataExtRet`,
  SalesReceipt: `${SALE} TemplateRef TxnDate RefNumber ${ADDRESSES} IsPending CheckNumber PaymentMethodRef DueDate SalesRepRef ShipDate ShipMethodRef FOB ${TAXED} TotalAmount CurrencyRef ExchangeRate Memo ${SENDING} DepositToAccountRef Other ExternalGUID SalesReceiptLineRet DataExtRet`,
  SalesOrder: `${SALE} TemplateRef TxnDate RefNumber ${ADDRESSES} ${ORDERING} ${TAXED} TotalAmount CurrencyRef ExchangeRate IsManuallyClosed IsFullyInvoiced Memo ${SENDING} Other ExternalGUID LinkedTxn SalesOrderLineRet DataExtRet`,
  CreditMemo: `${SALE} ARAccountRef TemplateRef TxnDate RefNumber ${ADDRESSES} IsPending ${ORDERING} ${TAXED} TotalAmount CreditRemaining CurrencyRef ExchangeRate Memo ${SENDING} Other ExternalGUID LinkedTxn CreditMemoLineRet DataExtRet`,
  ReceivePayment: `TxnID ${STAMPS} TxnNumber CustomerRef ARAccountRef TxnDate RefNumber TotalAmount CurrencyRef ExchangeRate PaymentMethodRef Memo DepositToAccountRef UnusedPayment UnusedCredits ExternalGUID AppliedToTxnRet DataExtRet`,
  ARRefundCreditCard: `TxnID ${STAMPS} TxnNumber CustomerRef RefundFromAccountRef ARAccountRef TxnDate RefNumber TotalAmount CurrencyRef ExchangeRate Address AddressBlock PaymentMethodRef Memo ExternalGUID RefundAppliedToTxnRet DataExtRet`,
  Check: `TxnID ${STAMPS} TxnNumber AccountRef PayeeEntityRef RefNumber TxnDate Amount CurrencyRef ExchangeRate Memo Address AddressBlock IsToBePrinted ExternalGUID LinkedTxn DataExtRet`,
};

/** The order of the elements of a line in an answer. */
export const LINE_ANSWER =
  'TxnLineID ItemRef Desc Quantity UnitOfMeasure OverrideUOMSetRef Rate RatePercent ClassRef Amount InventorySiteRef InventorySiteLocationRef SerialNumber LotNumber ServiceDate SalesTaxCodeRef Invoiced IsManuallyClosed Other1 Other2';
