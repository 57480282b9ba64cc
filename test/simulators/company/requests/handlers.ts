import { ITEM_KINDS, NAME_KINDS } from '../ledger/records.js';
import { deleteTransaction, voidTransaction } from '../transactions/end-transactions.js';
import { addDocument, modifyDocument } from '../transactions/write-documents.js';
import { addPayment, addCheck, addRefund } from '../transactions/write-payments.js';
import { defineDataExt, writeDataExt } from './data-ext.js';
import { queryCompany, queryHost, queryPreferences } from './query-company.js';
import { queryDeletedLists, queryDeletedTransactions } from './query-deletions.js';
import { queryLists } from './query-lists.js';
import { queryTransactions } from './query-transactions.js';
import type { Handler } from './request.js';
import { addListObject, modifyListObject } from './write-list-requests.js';

/** What carries out each request, by its type without the ending `Rq`. */
export const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['HostQuery', queryHost],
  ['CompanyQuery', queryCompany],
  ['PreferencesQuery', queryPreferences],
  ['CustomerQuery', queryLists(['Customer'])],
  ['EntityQuery', queryLists(NAME_KINDS)],
  ['OtherNameQuery', queryLists(['OtherName'])],
  ['AccountQuery', queryLists(['Account'])],
  ['ItemQuery', queryLists(ITEM_KINDS)],
  ['ItemNonInventoryQuery', queryLists(['ItemNonInventory'])],
  ['ItemSalesTaxQuery', queryLists(['ItemSalesTax'])],
  ['SalesTaxCodeQuery', queryLists(['SalesTaxCode'])],
  ['PaymentMethodQuery', queryLists(['PaymentMethod'])],
  ['ClassQuery', queryLists(['Class'])],
  ['StandardTermsQuery', queryLists(['StandardTerms'])],
  ['SalesRepQuery', queryLists(['SalesRep'])],
  ['ShipMethodQuery', queryLists(['ShipMethod'])],
  ['TemplateQuery', queryLists(['Template'])],
  ['CustomerAdd', addListObject('Customer')],
  ['CustomerMod', modifyListObject('Customer')],
  ['OtherNameAdd', addListObject('OtherName')],
  ['OtherNameMod', modifyListObject('OtherName')],
  ['ItemNonInventoryAdd', addListObject('ItemNonInventory')],
  ['ItemServiceAdd', addListObject('ItemService')],
  ['ItemOtherChargeAdd', addListObject('ItemOtherCharge')],
  ['ItemDiscountAdd', addListObject('ItemDiscount')],
  ['ItemSalesTaxAdd', addListObject('ItemSalesTax')],
  ['PaymentMethodAdd', addListObject('PaymentMethod')],
  ['InvoiceAdd', addDocument('Invoice')],
  ['InvoiceMod', modifyDocument('Invoice')],
  ['InvoiceQuery', queryTransactions('Invoice')],
  ['SalesReceiptAdd', addDocument('SalesReceipt')],
  ['SalesReceiptMod', modifyDocument('SalesReceipt')],
  ['SalesReceiptQuery', queryTransactions('SalesReceipt')],
  ['SalesOrderAdd', addDocument('SalesOrder')],
  ['SalesOrderMod', modifyDocument('SalesOrder')],
  ['SalesOrderQuery', queryTransactions('SalesOrder')],
  ['CreditMemoAdd', addDocument('CreditMemo')],
  ['CreditMemoMod', modifyDocument('CreditMemo')],
  ['CreditMemoQuery', queryTransactions('CreditMemo')],
  ['ReceivePaymentAdd', addPayment],
  ['ReceivePaymentQuery', queryTransactions('ReceivePayment')],
  ['ARRefundCreditCardAdd', addRefund],
  ['ARRefundCreditCardQuery', queryTransactions('ARRefundCreditCard')],
  ['CheckAdd', addCheck],
  ['CheckQuery', queryTransactions('Check')],
  ['TxnVoid', voidTransaction],
  ['TxnDel', deleteTransaction],
  ['TxnDeletedQuery', queryDeletedTransactions],
  ['ListDeletedQuery', queryDeletedLists],
  ['DataExtDefAdd', defineDataExt],
  ['DataExtAdd', writeDataExt('Add')],
  ['DataExtMod', writeDataExt('Mod')],
]);
