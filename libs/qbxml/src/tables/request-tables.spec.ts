import { describe, expect, it } from 'vitest';
import { maxLengthOf } from './max-length.js';
import { isRequestType, REQUEST_TYPES, requestTable } from './request-tables.js';

const USED_BY_THE_PRODUCT = `
  HostQuery CompanyQuery PreferencesQuery CustomerQuery CustomerAdd CustomerMod EntityQuery
  OtherNameQuery OtherNameAdd OtherNameMod AccountQuery ItemQuery ItemNonInventoryAdd ItemServiceAdd
  ItemOtherChargeAdd ItemDiscountAdd ItemSalesTaxAdd ItemSalesTaxQuery SalesTaxCodeQuery
  PaymentMethodQuery PaymentMethodAdd ClassQuery StandardTermsQuery TermsQuery ShipMethodQuery
  SalesRepQuery TemplateQuery InvoiceAdd InvoiceQuery InvoiceMod SalesReceiptAdd SalesReceiptQuery
  SalesReceiptMod SalesOrderAdd SalesOrderQuery SalesOrderMod CreditMemoAdd CreditMemoQuery
  CreditMemoMod ReceivePaymentAdd ReceivePaymentMod ReceivePaymentQuery ARRefundCreditCardAdd
  ARRefundCreditCardQuery CheckAdd CheckQuery TxnVoid TxnDel TxnDeletedQuery ListDeletedQuery
  TransactionQuery DataExtAdd DataExtMod DataExtDefAdd`
  .trim()
  .split(/\s+/);

describe('the request tables', () => {
  it.each(USED_BY_THE_PRODUCT)('know %s', (type) => {
    expect(requestTable(type)?.fields.particles).not.toBeUndefined();
  });

  it.each(['InvoiceAddRq', 'invoiceAdd', 'toString', '__proto__', ''])('know no %j', (type) => {
    expect(isRequestType(type)).toBe(false);
  });

  it('wrap exactly the requests that add or modify', () => {
    const wrapped = REQUEST_TYPES.filter((type) => requestTable(type)?.wrapper !== undefined);
    expect(wrapped.every((type) => /(?:Add|Mod)$/.test(type))).toBe(true);
    expect(wrapped).toContain('DataExtAdd');
    expect(wrapped).not.toContain('TxnVoid');
  });

  it('page the lists that can grow, and no small list', () => {
    const paged = REQUEST_TYPES.filter((type) => requestTable(type)?.takesIterator);
    expect(paged).toEqual(
      expect.arrayContaining(['CustomerQuery', 'ItemQuery', 'InvoiceQuery', 'TransactionQuery']),
    );
    expect(paged).not.toEqual(
      expect.arrayContaining(['AccountQuery', 'SalesTaxCodeQuery', 'PaymentMethodQuery']),
    );
  });

  it.each([
    ['InvoiceAdd', 'DiscountLineAdd'],
    ['InvoiceAdd', 'IsTaxIncluded'],
    ['SalesOrderAdd', 'IsTaxIncluded'],
    ['CheckAdd', 'IsTaxIncluded'],
    ['CustomerAdd', 'SalesTaxCountry'],
  ] as const)('leave out of %s what the US Desktop edition does not have: %s', (type, element) => {
    expect(requestTable(type)?.fields.elements.has(element)).toBe(false);
  });
});

describe('maxLengthOf', () => {
  it.each([
    ['InvoiceAdd', 'Memo', 4095],
    ['InvoiceAdd', 'RefNumber', 11],
    ['ReceivePaymentAdd', 'RefNumber', 20],
    ['InvoiceAdd', 'InvoiceLineAdd/Desc', 4095],
    ['InvoiceAdd', 'InvoiceLineAdd[3]/SalesTaxCodeRef/FullName', 3],
    ['InvoiceAdd', 'CustomerRef/FullName', 209],
    ['InvoiceAdd', 'CustomerMsgRef/FullName', 101],
    ['CustomerAdd', 'Name', 41],
    ['CustomerAdd', 'BillAddress/State', 21],
    ['ItemServiceAdd', 'Name', 31],
    ['OtherNameMod', 'Notes', 4095],
  ] as const)('of %s %s is %i', (type, path, length) => {
    expect(maxLengthOf(type, path)).toBe(length);
  });

  it.each(['TxnDate', 'CustomerRef', 'Memo/Text', 'Nothing', ''])(
    'of %j is not limited',
    (path) => {
      expect(maxLengthOf('InvoiceAdd', path)).toBeUndefined();
    },
  );
});
