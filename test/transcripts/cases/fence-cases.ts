import {
  customer,
  FENCE,
  invoice,
  moveFence,
  readFence,
  setId,
  valueOf,
  type Case,
} from './case.js';

/** What the fence does, and what people and backups do to it. */
export const FENCE_CASES: readonly Case[] = [
  {
    name: 'fence-made-and-moved',
    proves: 'The fence is made, and a set that carries its EditSequence runs.',
    play(ask) {
      const made = ask(FENCE, setId('s-1'));
      ask(`${moveFence(made)}${customer('r1', 'Ada')}`, setId('s-2'));
    },
  },
  {
    name: 'stale-fence-stops-the-set',
    proves:
      'A set that carries an older EditSequence fails at the fence, and nothing after it runs.',
    play(ask) {
      const made = ask(FENCE, setId('s-1'));
      const stale = moveFence(made).replace(/<EditSequence>\d+/, '<EditSequence>1');
      ask(`${stale}${customer('r1', 'Ada')}`, setId('s-2'));
      ask('<CustomerQueryRq requestID="q1"><FullName>Ada</FullName></CustomerQueryRq>');
    },
  },
  {
    name: 'fence-stops-a-pc-that-slept',
    proves:
      'A second computer moves the fence while the first sleeps with a set in hand; the set that wakes is refused.',
    play(ask) {
      const made = ask(FENCE, setId('s-1'));
      const asleep = `${moveFence(made, 'first')}${invoice('r1', '7')}`;
      ask(moveFence(made, 'second'), setId('s-3'));
      ask(asleep, setId('s-2'));
      ask('<InvoiceQueryRq requestID="number"><RefNumber>7</RefNumber></InvoiceQueryRq>');
    },
  },
  {
    name: 'fence-moved-within-one-second',
    proves: 'EditSequence counts in seconds: a second move within one leaves it as it is.',
    play(ask, company) {
      const made = ask(FENCE, setId('s-1'));
      company.clock.freeze();
      const moved = ask(moveFence(made), setId('s-2'));
      ask(moveFence(moved, 'c'), setId('s-3'));
      company.clock.thaw();
    },
  },
  {
    name: 'fence-deleted-by-a-person',
    proves: 'A set whose fence is gone is refused as a whole; the fence is not found any more.',
    play(ask, company) {
      const made = ask(FENCE, setId('s-1'));
      company.person.deleteListObject(valueOf(made, 'ListID'));
      ask(`${moveFence(made)}${customer('r1', 'Ada')}`, setId('s-2'));
      ask(readFence(made));
    },
  },
  {
    name: 'fence-renamed-by-a-person',
    proves: 'A renamed fence is still found by its id, with another EditSequence.',
    play(ask, company) {
      const made = ask(FENCE, setId('s-1'));
      ask(readFence(made));
      company.person.renameListObject(valueOf(made, 'ListID'), 'Old note');
      ask(`${moveFence(made)}${customer('r1', 'Ada')}`, setId('s-2'));
      ask(readFence(made));
    },
  },
  {
    name: 'fence-locked-by-a-person',
    proves: 'A fence that somebody has open is refused with a lock, and nothing after it runs.',
    play(ask, company) {
      const made = ask(FENCE, setId('s-1'));
      company.faults.locked = true;
      ask(`${moveFence(made)}${customer('r1', 'Ada')}`, setId('s-2'));
      company.faults.locked = false;
      ask(`${moveFence(made)}${customer('r1', 'Ada')}`, setId('s-3'));
    },
  },
  {
    name: 'fence-in-a-restored-file',
    proves:
      'A company file that was put back shows an older fence, and what was posted since is gone without a record.',
    play(ask, company) {
      const made = ask(FENCE, setId('s-1'));
      const backup = company.saveBackup();
      ask(`${moveFence(made)}${invoice('r1', '7')}`, setId('s-2'));
      company.restoreBackup(backup);
      ask(readFence(made));
      ask(
        '<InvoiceQueryRq requestID="number"><RefNumber>7</RefNumber></InvoiceQueryRq><TxnDeletedQueryRq requestID="deleted"><TxnDelType>Invoice</TxnDelType></TxnDeletedQueryRq>',
        '',
        'continueOnError',
      );
    },
  },
  {
    name: 'fence-ahead-of-a-restored-store',
    proves:
      'Our own store was put back: the fence bears a token that it does not know, and what was posted since is found by its mark.',
    play(ask) {
      const made = ask(FENCE, setId('s-1'));
      ask(`${moveFence(made, 'unknown')}${invoice('r1', '7')}`, setId('s-2'));
      ask(readFence(made));
      ask(
        '<InvoiceQueryRq requestID="since:Invoice" iterator="Start"><MaxReturned>100</MaxReturned><ModifiedDateRangeFilter><FromModifiedDate>2026-11-24T08:00:00+00:00</FromModifiedDate></ModifiedDateRangeFilter></InvoiceQueryRq>',
      );
    },
  },
];
