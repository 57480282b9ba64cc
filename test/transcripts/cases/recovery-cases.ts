import {
  byNumber,
  customer,
  FENCE,
  invoice,
  moveFence,
  payment,
  setId,
  valueOf,
  type Case,
} from './case.js';

const DELETED =
  '<TxnDeletedQueryRq requestID="deleted"><TxnDelType>Invoice</TxnDelType><DeletedDateRangeFilter><FromDeletedDate>2026-11-24T08:00:00+00:00</FromDeletedDate></DeletedDateRangeFilter></TxnDeletedQueryRq>';
const SINCE =
  '<InvoiceQueryRq requestID="since:Invoice" iterator="Start"><MaxReturned>1</MaxReturned><ModifiedDateRangeFilter><FromModifiedDate>2026-11-24T08:00:00+00:00</FromModifiedDate></ModifiedDateRangeFilter></InvoiceQueryRq>';

/** What is asked after an answer was lost, and what QuickBooks says. */
export const RECOVERY_CASES: readonly Case[] = [
  {
    name: 'set-asked-again',
    proves: 'The same bytes under the same id are not executed again: the stored status is told.',
    play(ask) {
      ask(customer('r1', 'Ada'), setId('s-1'));
      ask(customer('r1', 'Ada'), setId('s-1'));
    },
  },
  {
    name: 'set-asked-again-forgotten',
    proves: 'A forgotten set runs again: only the fence, or a name that is taken, can stop it.',
    play(ask, company) {
      ask(customer('r1', 'Ada'), setId('s-1'));
      company.forgetMessageSets();
      ask(customer('r1', 'Ada'), setId('s-1'));
    },
  },
  {
    name: 'set-asked-again-behind-the-fence',
    proves:
      'A forgotten set that is sent again after the fence moved is refused: 3200 there proves nothing about the first time.',
    play(ask, company) {
      const made = ask(FENCE, setId('s-1'));
      const set = `${moveFence(made)}${invoice('r1', '7')}`;
      ask(set, setId('s-2'));
      company.forgetMessageSets();
      ask(set, setId('s-2'));
      ask(byNumber('7'));
    },
  },
  {
    name: 'set-with-other-bytes',
    proves: 'Other content under an id that is known is refused with 9001.',
    play(ask) {
      ask(customer('r1', 'Ada'), setId('s-1'));
      ask(customer('r1', 'Bob'), setId('s-1'));
    },
  },
  {
    name: 'set-id-too-long',
    proves: 'An id of more than 23 characters is refused with 9004, and nothing runs.',
    play(ask) {
      ask(customer('r1', 'Ada'), setId('x'.repeat(24)));
    },
  },
  {
    name: 'set-checked-unknown',
    proves: 'A check of a set that QuickBooks does not know says 9002 and runs nothing.',
    play(ask) {
      ask(customer('r1', 'Ada'), setId('s-1', 's-1'));
    },
  },
  {
    name: 'set-forgotten-on-demand',
    proves: 'Clearing a set that is not known says 600.',
    play(ask) {
      ask('', ' oldMessageSetID="s-1"');
    },
  },
  {
    name: 'died-within-a-set',
    proves:
      'QuickBooks dies in the middle of a set: what came before stands, what comes after does not.',
    play(ask, company) {
      company.faults.crashAfterRequests = 1;
      ask(`${invoice('r1', '7')}${invoice('r2', '8')}`, setId('s-1'));
      ask(
        `${byNumber('7')}${byNumber('8').replace('"number"', '"number2"')}`,
        '',
        'continueOnError',
      );
    },
  },
  {
    name: 'died-before-its-answer',
    proves: 'QuickBooks dies after all was executed: the documents are found by number and mark.',
    play(ask, company) {
      company.faults.crashAfterRequests = 'all';
      ask(invoice('r1', '7'), setId('s-1'));
      ask(`${SINCE}${byNumber('7')}${DELETED}`, '', 'continueOnError');
    },
  },
  {
    name: 'deleted-by-a-person',
    proves: 'A document that arrived and was deleted since is told by TxnDeletedQuery.',
    play(ask, company) {
      const made = ask(invoice('r1', '7'), setId('s-1'));
      company.person.deleteDocument(valueOf(made, 'TxnID'));
      ask(`${byNumber('7')}${DELETED}`, '', 'continueOnError');
    },
  },
  {
    name: 'number-edited-by-a-person',
    proves: 'A document whose number a person changed is still found by its mark.',
    play(ask, company) {
      const made = ask(invoice('r1', '7'), setId('s-1'));
      company.person.editDocument(valueOf(made, 'TxnID'), { refNumber: 'A-7' });
      ask(`${SINCE}${byNumber('7')}`, '', 'continueOnError');
    },
  },
  {
    name: 'mark-erased-by-a-person',
    proves: 'A document whose memo a person cleared is found by its number only.',
    play(ask, company) {
      const made = ask(invoice('r1', '7'), setId('s-1'));
      company.person.editDocument(valueOf(made, 'TxnID'), { memo: 'paid by phone' });
      ask(byNumber('7'));
    },
  },
  {
    name: 'found-page-by-page',
    proves: 'What was modified since a time comes page by page, until nothing remains.',
    play(ask) {
      for (const number of ['7', '8', '9']) ask(invoice('r1', number), setId(`s-${number}`));
      let answer = ask(SINCE);
      for (;;) {
        const id = /iteratorID="([^"]+)"/.exec(answer)?.[1];
        if (id === undefined || !/iteratorRemainingCount="[1-9]/.test(answer)) return;
        answer = ask(SINCE.replace('iterator="Start"', `iterator="Continue" iteratorID="${id}"`));
      }
    },
  },
  {
    name: 'payment-answered-by-its-id',
    proves: 'A repeated set with a payment tells the id of what was made.',
    play(ask) {
      const made = ask(invoice('r1', '7'), setId('s-1'));
      const paid = payment('r1', valueOf(made, 'TxnID'));
      ask(paid, setId('s-2'));
      ask(paid, setId('s-2'));
    },
  },
];
