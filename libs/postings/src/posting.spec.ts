import { AppError } from '@ml-connector/kernel';
import { describe, expect, it } from 'vitest';
import { decidePosting } from './decide-posting.js';
import { foldPosting } from './fold-posting.js';
import { isClaimable, isFulfilled, type Posting, stands } from './posting.js';
import type { PostingCommand } from './posting-command.js';
import {
  NOW,
  context,
  wish,
  plan,
  document,
  reason,
  claim,
  hand,
  posted,
  after,
  types,
} from './posting.features.js';

describe('planning', () => {
  it('is ready at once when nothing is missing', () => {
    expect(after(plan())).toMatchObject({ state: 'ready', revision: 1, wishRevision: 1 });
  });

  it('waits for the first posting that it refers to', () => {
    expect(after(plan({ waitingFor: 'cus-1' }))).toMatchObject({
      state: 'waiting',
      waitingFor: 'cus-1',
    });
  });

  it('is held with the reason and may not be claimed before mapping decides again', () => {
    const held = after(plan({ hold: reason }), {
      type: 'Retry',
      by: 'ann',
      why: null,
      waitingFor: null,
    });
    expect(held.state).toBe('ready');
    expect(isClaimable(held, NOW)).toBe(false);
    expect(types(held, plan({ hold: reason }))).toEqual(['PostingHeld']);
    expect(isClaimable(after(plan({ hold: reason }), plan()), NOW)).toBe(true);
  });

  it('stays silent when the same decision arrives again', () => {
    expect(types(after(plan()), plan())).toEqual([]);
    expect(types(after(plan({ hold: reason })), plan({ hold: reason }))).toEqual([]);
    expect(types(after(plan({ waitingFor: 'cus-1' })), plan({ waitingFor: 'cus-1' }))).toEqual([]);
  });

  it('replaces the wish before it is handed out', () => {
    const revised = after(plan(), plan({ wish: wish('b') }));
    expect(revised).toMatchObject({ state: 'ready', wishRevision: 2 });
    expect(revised.wish.fingerprint).toBe('b');
  });

  it('adopts what stands in QuickBooks without sending anything', () => {
    const adopted = after(plan({ adopt: document }));
    expect(adopted).toMatchObject({ state: 'posted', document: { txnId: 'T-1', wishRevision: 1 } });
    expect(isFulfilled(adopted)).toBe(true);
  });

  it("leaves a person's hold alone, whatever the shop says", () => {
    const held = after(plan(), { type: 'Hold', reason, by: 'ann', asPerson: true });
    expect(
      after(plan(), { type: 'Hold', reason, by: 'ann', asPerson: true }, plan({ wish: wish('b') }))
        .state,
    ).toBe('held');
    expect(types(held, plan())).toEqual([]);
  });

  it('lets a refused posting go on only when the wish is another', () => {
    const refused: PostingCommand = {
      type: 'RecordRefused',
      setId: 'set-1',
      statusCode: 3140,
      hold: reason,
      notBefore: null,
    };
    const held = after(plan(), claim(1), hand, refused);
    expect(held).toMatchObject({ state: 'held', heldBy: 'gateway' });
    expect(types(held, plan())).toEqual([]);
    expect(after(plan(), claim(1), hand, refused, plan({ wish: wish('b') })).state).toBe('ready');
  });
});

describe('the way to QuickBooks', () => {
  it('goes claimed, handed, posted', () => {
    expect(after(plan(), claim(1))).toMatchObject({
      state: 'ready',
      out: { setId: 'set-1', handed: false },
    });
    expect(after(plan(), claim(1), hand)).toMatchObject({ state: 'sent', out: { handed: true } });
    expect(after(plan(), claim(1), hand, posted)).toMatchObject({
      state: 'posted',
      out: null,
      document: { wishRevision: 1 },
    });
  });

  it('is claimed once', () => {
    const claimed = after(plan(), claim(1));
    expect(types(claimed, claim(1, 'set-2'))).toEqual([]);
  });

  it('is not claimed for a wish that is no longer the newest', () => {
    expect(types(after(plan(), plan({ wish: wish('b') })), claim(1))).toEqual([]);
  });

  it('ignores the answer to another set', () => {
    const sent = after(plan(), claim(1), hand);
    expect(types(sent, { ...posted, setId: 'set-9' })).toEqual([]);
  });

  it('records an answer once', () => {
    expect(types(after(plan(), claim(1), hand, posted), posted)).toEqual([]);
  });

  it('frees a claim whose set was never committed, but not one that was handed out', () => {
    expect(after(plan(), claim(1), { type: 'FreeClaim', setId: 'set-1' })).toMatchObject({
      state: 'ready',
      out: null,
    });
    expect(types(after(plan(), claim(1), hand), { type: 'FreeClaim', setId: 'set-1' })).toEqual([]);
  });

  it('keeps a change of the shop for afterwards while it is out', () => {
    const changed = after(plan(), claim(1), hand, plan({ wish: wish('b') }));
    expect(changed).toMatchObject({ state: 'sent', wishRevision: 4, out: { wishRevision: 1 } });
  });

  it('holds a transaction that was changed while it was out and may not follow the shop', () => {
    const still = { ...wish('b'), onChange: 'hold' as const };
    const changed = after(plan(), claim(1), hand, plan({ wish: still }), posted);
    expect(changed).toMatchObject({
      state: 'held',
      reason: { code: 'EDITED_AFTER_POSTING' },
      document: { wishRevision: 1 },
    });
  });

  it('is content when the change was undone before the answer came', () => {
    const changed = after(plan(), claim(1), hand, plan({ wish: wish('b') }), plan(), posted);
    expect(changed.state).toBe('posted');
    expect(isFulfilled(changed)).toBe(true);
  });

  it('follows the shop with a Mod where it is a customer', () => {
    const customer = after(
      plan({ kind: 'customer' }),
      claim(1),
      hand,
      posted,
      plan({ kind: 'customer', wish: wish('b') }),
    );
    expect(customer).toMatchObject({ state: 'ready', document: { wishRevision: 1 } });
    expect(isClaimable(customer, NOW)).toBe(true);
  });

  it('tries again after the pause that QuickBooks needs', () => {
    const notBefore = '2026-11-24T10:01:00.000Z';
    const refused = after(plan(), claim(1), hand, {
      type: 'RecordRefused',
      setId: 'set-1',
      statusCode: 3176,
      hold: null,
      notBefore,
    });
    expect(isClaimable(refused, NOW)).toBe(false);
    expect(isClaimable(refused, Date.parse(notBefore))).toBe(true);
    expect(refused.refusals).toBe(1);
  });

  it('is held with both figures when QuickBooks reckons another total', () => {
    const mismatch = { ...reason, code: 'TOTAL_DIFFERS' };
    const different = after(plan(), claim(1), hand, { ...posted, mismatch });
    expect(different).toMatchObject({
      state: 'held',
      reason: { code: 'TOTAL_DIFFERS' },
      document: { txnId: 'T-1' },
    });
    expect(stands(different)).toBe(false);
    expect(types(different, { type: 'Retry', by: 'ann', why: 'fine', waitingFor: null })).toEqual([
      'PostingReleased',
    ]);
    expect(
      after(
        plan(),
        claim(1),
        hand,
        { ...posted, mismatch },
        {
          type: 'Retry',
          by: 'ann',
          why: null,
          waitingFor: null,
        },
      ).state,
    ).toBe('posted');
  });
});

describe('a total that differs in QuickBooks', () => {
  it('is not forgotten when the order is changed and changed back', () => {
    const other = { ...posted, document: { ...document, total: 2000 } };
    const mismatch = { ...reason, code: 'TOTAL_DIFFERS' };
    const back = after(
      plan(),
      claim(1),
      hand,
      { ...other, mismatch },
      plan({ wish: wish('b') }),
      plan(),
    );
    expect(back).toMatchObject({ state: 'held', reason: { code: 'TOTAL_DIFFERS' } });
  });
});

describe('doubt', () => {
  const doubt: PostingCommand = { type: 'Doubt', setId: 'set-1' };

  it('ends with the document that was found', () => {
    expect(after(plan(), claim(1), hand, doubt, { ...posted, adopted: true })).toMatchObject({
      state: 'posted',
    });
  });

  it('ends ready when the document is surely absent', () => {
    const absent = after(plan(), claim(1), hand, doubt, {
      type: 'ResolveAbsent',
      setId: 'set-1',
      evidence: 'e',
    });
    expect(absent).toMatchObject({ state: 'ready', out: null });
  });

  it('ends held when it is unclear', () => {
    const unclear = after(plan(), claim(1), hand, doubt, {
      type: 'Hold',
      reason,
      by: 'gateway',
      asPerson: false,
      setId: 'set-1',
    });
    expect(unclear).toMatchObject({ state: 'held', out: null });
  });

  it('is nothing that a person can skip', () => {
    expect(() =>
      types(after(plan(), claim(1), hand, doubt), { type: 'Skip', by: 'ann', why: null }),
    ).toThrow(AppError);
  });
});

describe('what only a person can tell', () => {
  const doubt: PostingCommand = { type: 'Doubt', setId: 'set-1' };
  const heldFor = (code: string): PostingCommand => ({
    type: 'Hold',
    reason: { ...reason, code },
    by: 'gateway',
    asPerson: false,
    setId: 'set-1',
  });
  const unclear = [plan(), claim(1), hand, doubt, heldFor('UNCLEAR_WHETHER_POSTED')] as const;
  const ended: PostingCommand = { type: 'Withdraw', reason: { ...reason, code: 'ORDER_ENDED' } };

  it.each(['UNCLEAR_WHETHER_POSTED', 'DELETED_IN_QUICKBOOKS'])(
    'is not answered by a change of the order: %s',
    (code) => {
      const held = after(plan(), claim(1), hand, doubt, heldFor(code), plan({ wish: wish('b') }));
      expect(held).toMatchObject({ state: 'held', reason: { code }, wish: { fingerprint: 'b' } });
    },
  );

  it('is not answered by a change of the order where the document vanished', () => {
    const held = after(
      plan(),
      claim(1),
      hand,
      posted,
      { type: 'RecordVoided', by: 'gateway', note: null },
      {
        type: 'Hold',
        reason: { ...reason, code: 'VANISHED_FROM_QUICKBOOKS' },
        by: 'gateway',
        asPerson: false,
      },
      plan({ wish: wish('b') }),
    );
    expect(held).toMatchObject({ state: 'held', document: null });
  });

  it("is not answered by the shop's next change where somebody edited the customer in QuickBooks", () => {
    const customer = (fingerprint: string) => plan({ kind: 'customer', wish: wish(fingerprint) });
    const held = after(
      customer('a'),
      claim(1),
      hand,
      posted,
      customer('b'),
      {
        type: 'Hold',
        reason: { ...reason, code: 'EDITED_IN_QUICKBOOKS' },
        by: 'gateway',
        asPerson: false,
      },
      customer('c'),
    );
    expect(held).toMatchObject({ state: 'held', reason: { code: 'EDITED_IN_QUICKBOOKS' } });
  });

  it('stays in question while the order is cancelled and comes back', () => {
    expect(after(...unclear, ended)).toMatchObject({
      state: 'held',
      reason: { code: 'UNCLEAR_WHETHER_POSTED' },
    });
    expect(after(...unclear, ended, plan()).state).toBe('held');
  });

  it('is answered by a person', () => {
    const retried = after(...unclear, { type: 'Retry', by: 'ann', why: null, waitingFor: null });
    expect(isClaimable(retried, NOW)).toBe(true);
  });
});

describe('a document that a person set right by hand', () => {
  const skip: PostingCommand = { type: 'Skip', by: 'ann', why: 'set right in QuickBooks' };

  it('stands for what refers to it once its posting is skipped', () => {
    const edited = after(plan(), claim(1), hand, posted, plan({ wish: wish('b') }));
    expect(stands(edited)).toBe(false);
    expect(stands(after(plan(), claim(1), hand, posted, plan({ wish: wish('b') }), skip))).toBe(
      true,
    );
  });

  it('stands for nothing if it was never posted', () => {
    expect(stands(after(plan(), skip))).toBe(false);
  });
});

describe('a reference that cannot be resolved', () => {
  const missing: PostingCommand = { type: 'Reconsider', waitingFor: 'cus-1' };

  it('takes a posting out of the queue, so that it holds up no other', () => {
    expect(after(plan(), missing)).toMatchObject({ state: 'waiting', waitingFor: 'cus-1' });
  });

  it('changes nothing of what is claimed', () => {
    expect(types(after(plan(), claim(1)), missing)).toEqual([]);
  });
});

describe('a refusal of an older wish', () => {
  it('holds nothing up: the newer wish is tried', () => {
    const refused = after(plan(), claim(1), hand, plan({ wish: wish('b') }), {
      type: 'RecordRefused',
      setId: 'set-1',
      statusCode: 3140,
      hold: reason,
      notBefore: null,
    });
    expect(refused.state).toBe('ready');
    expect(isClaimable(refused, NOW)).toBe(true);
  });
});

describe('withdrawal', () => {
  const withdraw: PostingCommand = {
    type: 'Withdraw',
    reason: { ...reason, code: 'ORDER_CANCELLED' },
  };

  it('skips what was not handed out', () => {
    expect(after(plan(), withdraw)).toMatchObject({ state: 'skipped', skippedBy: 'shop' });
  });

  it('is undone when the order comes back', () => {
    expect(after(plan(), withdraw, plan()).state).toBe('ready');
  });

  it('does not undo what a person skipped', () => {
    expect(after(plan(), { type: 'Skip', by: 'ann', why: null }, withdraw, plan())).toMatchObject({
      state: 'skipped',
      skippedBy: 'ann',
    });
  });

  it('holds a document that stands already', () => {
    expect(after(plan(), claim(1), hand, posted, withdraw)).toMatchObject({
      state: 'held',
      reason: { code: 'WITHDRAWN_AFTER_POSTING' },
    });
  });

  it('waits for the answer while it is out, and skips what QuickBooks refused', () => {
    const refused = after(plan(), claim(1), hand, withdraw, {
      type: 'RecordNotRun',
      setId: 'set-1',
      evidence: '3231',
    });
    expect(refused).toMatchObject({ state: 'skipped', out: null });
  });
});

describe('verbs', () => {
  it.each(['posted', 'sent'] as const)(
    'refuses to hold what is %s and names the state',
    (state) => {
      const posting =
        state === 'posted' ? after(plan(), claim(1), hand, posted) : after(plan(), claim(1), hand);
      expect(() => types(posting, { type: 'Hold', reason, by: 'ann', asPerson: true })).toThrow(
        state,
      );
    },
  );

  it('lets a skipped posting go on', () => {
    expect(
      after(
        plan(),
        { type: 'Skip', by: 'ann', why: null },
        { type: 'Retry', by: 'ann', why: null, waitingFor: null },
      ).state,
    ).toBe('ready');
  });

  it('lets a retried posting wait for what is missing', () => {
    expect(
      after(
        plan(),
        { type: 'Skip', by: 'ann', why: null },
        { type: 'Retry', by: 'ann', why: null, waitingFor: 'cus-1' },
      ).state,
    ).toBe('waiting');
  });
});

describe('the log', () => {
  it('drops an event that it tells twice and refuses a hole', () => {
    const events = decidePosting(plan({ waitingFor: 'cus-1' }), null, context);
    const [first, second] = events;
    if (!first || !second) throw new Error('Two events were expected.');
    const folded = [first, first, second, first].reduce<Posting | null>(foldPosting, null);
    expect(folded).toEqual(after(plan({ waitingFor: 'cus-1' })));
    expect(() => foldPosting(null, second)).toThrow('an event is missing');
  });
});
