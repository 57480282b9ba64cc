import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openCompany, type Company } from '../simulators/company/index.js';
import { startStore } from '../simulators/store/start-store.js';
import type { StoreSimulator } from '../simulators/store/store-simulator.js';
import { checkBooks } from './books-checker.js';

let store: StoreSimulator;
let company: Company;
beforeEach(async () => {
  store = await startStore();
  company = openCompany({ path: ':memory:', now: () => Date.now() });
});
afterEach(async () => {
  company.close();
  await store.close();
});

const money = (cents: number) => (cents / 100).toFixed(2);

const write = (requests: string): string => {
  const answer = company.processRequest(
    `<?xml version="1.0"?><?qbxml version="13.0"?><QBXML><QBXMLMsgsRq onError="stopOnError">${requests}</QBXMLMsgsRq></QBXML>`,
  );
  if (!answer.includes('statusCode="0"')) throw new Error(answer);
  return /<TxnID>([^<]+)<\/TxnID>/.exec(answer)?.[1] ?? '';
};

interface Booked {
  readonly number: string;
  readonly cents: number;
  readonly memo?: string;
}

const book = ({ number, cents, memo = '' }: Booked): string =>
  write(
    `<InvoiceAddRq><InvoiceAdd><CustomerRef><FullName>Harbor Cafe</FullName></CustomerRef>
    <RefNumber>${number}</RefNumber><ItemSalesTaxRef><FullName>Out of State</FullName></ItemSalesTaxRef>
    <Memo>${memo}</Memo><InvoiceLineAdd><ItemRef><FullName>${item()}</FullName></ItemRef>
    <Amount>${money(cents)}</Amount><SalesTaxCodeRef><FullName>Non</FullName></SalesTaxCodeRef>
    </InvoiceLineAdd></InvoiceAdd></InvoiceAddRq>`,
  );

const item = (): string => company.inspect.lists('ItemService')[0]?.fullName ?? '';

const pay = (txnId: string, cents: number): string =>
  write(
    `<ReceivePaymentAddRq><ReceivePaymentAdd><CustomerRef><FullName>Harbor Cafe</FullName></CustomerRef><TotalAmount>${money(cents)}</TotalAmount><AppliedToTxnAdd><TxnID>${txnId}</TxnID><PaymentAmount>${money(cents)}</PaymentAmount></AppliedToTxnAdd></ReceivePaymentAdd></ReceivePaymentAddRq>`,
  );

/** Sells an order and books it as it should be. */
const sellAndBook = () => {
  const [order] = store.sell(1);
  const entry = store.ledger().orders.find(({ id }) => id === order?.id);
  if (entry === undefined) throw new Error('Nothing was sold.');
  const txnId = book({ number: entry.number, cents: entry.total, memo: `[ml:inv-${entry.id}]` });
  pay(txnId, entry.total);
  return { entry, txnId };
};

describe('the checker of the books', () => {
  it('says nothing where every order stands once, paid and equal', () => {
    sellAndBook();
    sellAndBook();

    expect(checkBooks({ store, company })).toEqual([]);
  });

  it('names an order that is lost', () => {
    const { entry, txnId } = sellAndBook();
    company.person.voidDocument(txnId);

    expect(checkBooks({ store, company })).toContain(
      `Order ${entry.number} is lost: no document has its number.`,
    );
  });

  it('leaves out what is said to be held', () => {
    const [order] = store.sell(1);

    expect(checkBooks({ store, company }, { held: [order?.id ?? 0] })).toEqual([]);
  });

  it('sees an order that stands twice, also by its mark', () => {
    const { entry } = sellAndBook();
    book({ number: entry.number, cents: entry.total, memo: `[ml:inv-${entry.id}]` });

    expect(checkBooks({ store, company })).toEqual(
      expect.arrayContaining([
        `Order ${entry.number} stands 2 times in the books.`,
        `2 documents bear the mark [ml:inv-${entry.id}].`,
      ]),
    );
  });

  it('sees one cent, and a sum that differs by it', () => {
    const [order] = store.sell(1);
    const cents = Math.round(Number(order?.total) * 100) + 1;
    pay(book({ number: order?.number ?? '', cents }), cents);

    expect(checkBooks({ store, company })).toEqual([
      `Order ${order?.number} is ${cents - 1} cents, its document ${cents}.`,
      `Order ${order?.number} is ${cents - 1} cents, ${cents} are paid.`,
      `The shop sold ${cents - 1} cents, the books hold ${cents}.`,
    ]);
  });

  it('sees a document of nobody', () => {
    book({ number: '4711', cents: 100 });

    expect(checkBooks({ store, company })).toContain('Invoice 4711 belongs to no order.');
  });

  it('sees an invoice that is paid twice, or not at all', () => {
    const [order] = store.sell(1);
    const cents = Math.round(Number(order?.total) * 100);
    book({ number: order?.number ?? '', cents });

    expect(checkBooks({ store, company })).toContain(`Invoice ${order?.number} has 0 payments.`);
  });

  it('sees a refund without its credit memo', () => {
    const { entry } = sellAndBook();
    const refund = store.refund(entry.id, { everything: true });

    expect(checkBooks({ store, company })).toContain(
      `Refund ${refund.id} has 0 credit memos, expected 1.`,
    );
  });
});
