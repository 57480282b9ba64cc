import type { Company } from '../../simulators/company/index.js';
import { customer, invoice, payment, setId, valueOf, type Ask, type Case } from './case.js';

const OWNER = '{57F3B9B6-86F1-4FCC-B1EE-566DE1813D20}';
const HCP =
  '<HostQueryRq requestID="0"></HostQueryRq>' +
  `<CompanyQueryRq requestID="1"><OwnerID>${OWNER}</OwnerID></CompanyQueryRq>` +
  '<PreferencesQueryRq requestID="2"></PreferencesQueryRq>';
const stamp = (name: string, value: string): string =>
  `<DataExtDefAddRq requestID="d"><DataExtDefAdd><OwnerID>${OWNER}</OwnerID><DataExtName>${name}</DataExtName><DataExtType>STR255TYPE</DataExtType><AssignToObject>Company</AssignToObject></DataExtDefAdd></DataExtDefAddRq>` +
  `<DataExtAddRq requestID="s"><DataExtAdd><OwnerID>${OWNER}</OwnerID><DataExtName>${name}</DataExtName><OtherDataExtType>Company</OtherDataExtType><DataExtValue>${value}</DataExtValue></DataExtAdd></DataExtAddRq>`;

const listed = (name: string, requests: string, proves: string): Case => ({
  name: `list-${name}`,
  proves,
  play: (ask) => void ask(requests),
});

const pages = (ask: Ask, from = ''): void => {
  const query = (iterator: string): string =>
    `<CustomerQueryRq requestID="Customer" ${iterator}><MaxReturned>3</MaxReturned>${from}</CustomerQueryRq>`;
  let answer = ask(query('iterator="Start"'));
  while (/iteratorRemainingCount="[1-9]/.test(answer)) {
    const id = /iteratorID="([^"]+)"/.exec(answer)?.[1] ?? '';
    answer = ask(query(`iterator="Continue" iteratorID="${id}"`));
  }
};

const lineIdsIn = (answer: string): readonly string[] =>
  [...answer.matchAll(/<TxnLineID>([^<]*)</g)].map(([, id = '']) => id);

/** How a company file introduces itself, its lists, and documents as they stand. */
export const READING_CASES: readonly Case[] = [
  {
    name: 'company-without-stamp',
    proves: 'A company file that was never paired shows no stamp of ours.',
    play: (ask) => void ask(HCP, '', 'continueOnError'),
  },
  {
    name: 'company-with-stamp',
    proves: 'A paired company file shows our FileID, and which computer works on it.',
    play(ask) {
      ask(stamp('FileID', '{0F3C1C58-51C0-4E0B-9D64-0B7A9B5C2E13}'));
      ask(stamp('AppLock', 'LOCKED:FRONT-DESK:638000000000000000'));
      ask(HCP, '', 'continueOnError');
    },
  },
  {
    name: 'company-of-samples',
    proves: 'A sample company file says that it is one.',
    play(ask, company: Company) {
      company.changeSettings({ isSample: true });
      ask(HCP, '', 'continueOnError');
    },
  },
  {
    name: 'nothing-found',
    proves: 'A query that finds nothing says so with 1 or 500, which is no failure.',
    play(ask) {
      ask('<CustomerQueryRq requestID="q1"><FullName>Nobody</FullName></CustomerQueryRq>');
      ask(
        '<TxnDeletedQueryRq requestID="q2"><TxnDelType>Invoice</TxnDelType><DeletedDateRangeFilter><FromDeletedDate>2026-11-24T00:00:00</FromDeletedDate></DeletedDateRangeFilter></TxnDeletedQueryRq>',
      );
    },
  },
  {
    name: 'some-found',
    proves: 'A query by ids of which one is gone shows the others with 500.',
    play(ask) {
      const made = ask(customer('r1', 'Ada'), setId('s-1'));
      ask(
        `<CustomerQueryRq requestID="q"><ListID>${valueOf(made, 'ListID')}</ListID><ListID>80000000-1</ListID></CustomerQueryRq>`,
      );
    },
  },
  {
    name: 'list-page-by-page',
    proves: 'A long list comes page by page; the last page says that nothing remains.',
    play: (ask) => pages(ask),
  },
  {
    name: 'list-page-by-page-since',
    proves: 'Only what was modified since a time comes, page by page.',
    play(ask) {
      for (const name of ['Ada', 'Bob', 'Cid', 'Dee'])
        ask(customer('r1', name), setId(`s-${name}`));
      pages(ask, '<FromModifiedDate>2026-11-24T10:00:01+00:00</FromModifiedDate>');
    },
  },
  {
    name: 'iterator-of-an-earlier-session',
    proves: 'An iterator ends with its session: the reading begins again.',
    play(ask, company) {
      const answer = ask(
        '<CustomerQueryRq requestID="Customer" iterator="Start"><MaxReturned>2</MaxReturned></CustomerQueryRq>',
      );
      const id = /iteratorID="([^"]+)"/.exec(answer)?.[1] ?? '';
      company.faults.crashAfterRequests = 'all';
      ask('<HostQueryRq requestID="0"></HostQueryRq>');
      company.faults.crashAfterRequests = undefined;
      ask(
        `<CustomerQueryRq requestID="Customer" iterator="Continue" iteratorID="${id}"><MaxReturned>2</MaxReturned></CustomerQueryRq>`,
      );
    },
  },
  {
    name: 'list-object-deleted',
    proves: 'A customer that a person deleted is told by ListDeletedQuery.',
    play(ask, company) {
      const made = ask(customer('r1', 'Ada'), setId('s-1'));
      company.person.deleteListObject(valueOf(made, 'ListID'));
      ask(
        '<ListDeletedQueryRq requestID="Deleted"><ListDelType>Customer</ListDelType><DeletedDateRangeFilter><FromDeletedDate>2026-11-24T08:00:00+00:00</FromDeletedDate></DeletedDateRangeFilter></ListDeletedQueryRq>',
      );
    },
  },
  {
    name: 'list-object-made-inactive',
    proves: 'An inactive customer shows where all are asked for.',
    play(ask, company) {
      const made = ask(customer('r1', 'Ada'), setId('s-1'));
      company.person.setActive(valueOf(made, 'ListID'), false);
      ask(
        '<CustomerQueryRq requestID="q"><ActiveStatus>All</ActiveStatus><FromModifiedDate>2026-11-24T10:00:01+00:00</FromModifiedDate></CustomerQueryRq>',
      );
    },
  },
  listed(
    'taxes-and-terms',
    '<SalesTaxCodeQueryRq requestID="SalesTaxCode"></SalesTaxCodeQueryRq><StandardTermsQueryRq requestID="StandardTerms"></StandardTermsQueryRq><PaymentMethodQueryRq requestID="PaymentMethod"></PaymentMethodQueryRq><ClassQueryRq requestID="Class"></ClassQueryRq>',
    'The short lists come whole.',
  ),
  listed(
    'items',
    '<ItemQueryRq requestID="Item" iterator="Start"><MaxReturned>500</MaxReturned></ItemQueryRq>',
    'Items of all types come in one list.',
  ),
  {
    name: 'invoice-paid-and-read',
    proves: 'A payment changes the EditSequence of its invoice, which shows what is linked to it.',
    play(ask) {
      const made = ask(invoice('r1', '7'), setId('s-1'));
      const txnId = valueOf(made, 'TxnID');
      ask(payment('r1', txnId), setId('s-2'));
      ask(
        `<InvoiceQueryRq requestID="standing:Invoice"><TxnID>${txnId}</TxnID><IncludeLineItems>true</IncludeLineItems><IncludeLinkedTxns>true</IncludeLinkedTxns></InvoiceQueryRq>`,
      );
    },
  },
  {
    name: 'invoice-changed',
    proves: 'A change names the lines that stay by their ids and keeps what it does not name.',
    play(ask) {
      const made = ask(invoice('r1', '7'), setId('s-1'));
      const lines = lineIdsIn(made)
        .map(
          (id) =>
            `<InvoiceLineMod><TxnLineID>${id}</TxnLineID><Amount>12.00</Amount></InvoiceLineMod>`,
        )
        .join('');
      ask(
        `<InvoiceModRq requestID="r1"><InvoiceMod><TxnID>${valueOf(made, 'TxnID')}</TxnID><EditSequence>${valueOf(made, 'EditSequence')}</EditSequence>${lines}</InvoiceMod></InvoiceModRq>`,
        setId('s-2'),
      );
    },
  },
  {
    name: 'invoice-voided',
    proves: 'A voided invoice stands with nothing left of its amounts, and says so in its memo.',
    play(ask) {
      const made = ask(invoice('r1', '7'), setId('s-1'));
      const txnId = valueOf(made, 'TxnID');
      ask(
        `<TxnVoidRq requestID="r1"><TxnVoidType>Invoice</TxnVoidType><TxnID>${txnId}</TxnID></TxnVoidRq>`,
        setId('s-2'),
      );
      ask(`<InvoiceQueryRq requestID="q"><TxnID>${txnId}</TxnID></InvoiceQueryRq>`);
    },
  },
];
