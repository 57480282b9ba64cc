import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HresultError } from './index.js';
import {
  appliedTo,
  creditMemoAdd,
  customerAdd,
  invoiceAdd,
  line,
  message,
  NO_TAX,
  payment,
  textIn,
  tickingCompany,
} from './sample-requests.features.js';
import { amountOf } from './transactions/cents.js';

const VALID = message(
  customerAdd('Fine &amp; Co', '<Phone>1</Phone>') +
    invoiceAdd(line('Poster', '<Quantity>2</Quantity><Rate>1.50</Rate>', 'Non'), NO_TAX),
  'onError="stopOnError" newMessageSetID="s"',
);

describe('any text', () => {
  it('is answered or refused, never a crash of the simulator', () => {
    const { file } = tickingCompany();
    const damage = fc.tuple(
      fc.nat(VALID.length),
      fc.nat(12),
      fc.string({ maxLength: 6, unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(damage, { maxLength: 3 }), (damages) => {
        let text = VALID;
        for (const [at, cut, put] of damages) text = text.slice(0, at) + put + text.slice(at + cut);
        try {
          return file.processRequest(text).includes('<QBXMLMsgsRs');
        } catch (error) {
          return error instanceof HresultError;
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('the books', () => {
  const cents = fc.integer({ min: 1, max: 50_000 });
  const act = fc.record({
    kind: fc.constantFrom('invoice', 'credit', 'pay', 'void', 'delete'),
    cents,
    pick: fc.nat(),
  });

  it('balance for every customer: invoices less payments and credits, whatever was done', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 25 }), (acts) => {
        const { file, send } = tickingCompany();
        for (const { kind, cents: amount, pick } of acts) {
          const invoices = file.inspect.documents('Invoice');
          const id = invoices[pick % Math.max(1, invoices.length)]?.txnId ?? 'FF-1';
          const one = line('Poster', `<Amount>${amountOf(amount)}</Amount>`, 'Non');
          if (kind === 'invoice') send(invoiceAdd(one, NO_TAX));
          if (kind === 'credit') send(creditMemoAdd(one));
          if (kind === 'pay') send(payment(amountOf(amount), appliedTo(id, amountOf(amount))));
          if (kind === 'void')
            send(`<TxnVoidRq><TxnVoidType>Invoice</TxnVoidType><TxnID>${id}</TxnID></TxnVoidRq>`);
          if (kind === 'delete')
            send(`<TxnDelRq><TxnDelType>Invoice</TxnDelType><TxnID>${id}</TxnID></TxnDelRq>`);
        }
        const signs: Readonly<Record<string, number>> = {
          Invoice: 1,
          CreditMemo: -1,
          ReceivePayment: -1,
        };
        const documents = file.inspect.documents();
        const total = documents.reduce(
          (sum, one) => sum + (signs[one.kind] ?? 0) * one.totalCents,
          0,
        );
        expect(file.inspect.named('Customer', 'Harbor Cafe')?.balanceCents).toBe(total);
        expect(documents.every(({ openCents }) => openCents >= 0)).toBe(true);
        const answer = send('<CustomerQueryRq><FullName>Harbor Cafe</FullName></CustomerQueryRq>');
        expect(textIn(answer, 'Balance')).toBe(amountOf(total));
      }),
      { numRuns: 60 },
    );
  });
});
