import { describe, expect, it } from 'vitest';
import { operationOf } from './posting.js';
import type { PostingCommand } from './posting-command.js';
import { awaitedBy, waitsFor } from './release-dependents.js';
import { after, claim, hand, plan, posted, reason, types, wish } from './posting.features.js';

const cancelled = { ...reason, code: 'ORDER_ENDED' };
const withdraw: PostingCommand = {
  type: 'Withdraw',
  reason: cancelled,
  end: { operation: 'void', after: ['pay-1'] },
  waitingFor: null,
};
const voiding = (setId = 'set-2'): PostingCommand => ({
  type: 'Claim',
  setId,
  requestId: 'r1',
  wishRevision: 1,
  operation: 'void',
});
const handSecond: PostingCommand = { type: 'Hand', setId: 'set-2' };
const voided: PostingCommand = {
  type: 'RecordVoided',
  setId: 'set-2',
  by: 'gateway',
  note: null,
};
const STANDING = [plan(), claim(1), hand, posted] as const;

describe('a document whose order ended', () => {
  it('is voided where the rules say so', () => {
    const ending = after(...STANDING, withdraw);
    expect([ending.state, operationOf(ending)]).toEqual(['ready', 'void']);
    const ended = after(...STANDING, withdraw, voiding(), handSecond, voided);
    expect(ended).toMatchObject({
      state: 'voided',
      out: null,
      ending: null,
      document: { txnId: 'T-1' },
    });
  });

  it('waits until what refers to it has ended', () => {
    expect(after(...STANDING, { ...withdraw, waitingFor: 'pay-1' })).toMatchObject({
      state: 'waiting',
      waitingFor: 'pay-1',
    });
  });

  it('is left to a person without a rule', () => {
    const held = after(...STANDING, { type: 'Withdraw', reason: cancelled });
    expect(held).toMatchObject({ state: 'held', reason: { code: 'WITHDRAWN_AFTER_POSTING' } });
    expect(after(...STANDING, { type: 'Withdraw', reason: cancelled }, withdraw).state).toBe(
      'ready',
    );
  });

  it('is told once, also after it has ended', () => {
    expect(types(after(...STANDING, withdraw), withdraw)).toEqual([]);
    const ended = after(...STANDING, withdraw, voiding(), handSecond, voided);
    expect([types(ended, withdraw), types(ended, voided)]).toEqual([[], []]);
  });

  it('is not claimed for what was to be done before', () => {
    const ending = after(...STANDING, withdraw);
    expect(types(ending, { ...voiding(), operation: 'mod' } as PostingCommand)).toEqual([]);
    expect(types(ending, voiding())).toEqual(['PostingClaimed']);
  });

  it('ends once the answer has come that it was posted', () => {
    const ending = after(plan(), claim(1), hand, withdraw, posted);
    expect([ending.state, operationOf(ending)]).toEqual(['ready', 'void']);
  });

  it('never was where QuickBooks refused it', () => {
    const refused: PostingCommand = {
      type: 'RecordRefused',
      setId: 'set-1',
      statusCode: 3140,
      hold: reason,
      notBefore: null,
    };
    expect(after(plan(), claim(1), hand, withdraw, refused).state).toBe('skipped');
  });

  it('is kept where the order comes back in time', () => {
    const back = after(...STANDING, withdraw, plan());
    expect(back).toMatchObject({ state: 'posted', withdrawn: null, ending: null });
  });

  it('stays as a person left it', () => {
    const skipped: PostingCommand = { type: 'Skip', by: 'ann', why: null };
    const byHand = after(...STANDING, plan({ wish: wish('b') }), skipped, withdraw);
    expect(byHand.state).toBe('skipped');
  });

  it('ends as a person retries what QuickBooks refused', () => {
    const refused: PostingCommand = {
      type: 'RecordRefused',
      setId: 'set-2',
      statusCode: 3171,
      hold: reason,
      notBefore: null,
    };
    const held = after(...STANDING, withdraw, voiding(), handSecond, refused);
    expect(held.state).toBe('held');
    const retry: PostingCommand = { type: 'Retry', by: 'ann', why: null, waitingFor: null };
    const again = after(...STANDING, withdraw, voiding(), handSecond, refused, retry);
    expect([again.state, operationOf(again)]).toEqual(['ready', 'void']);
  });
});

describe('an order that comes back after its document was voided', () => {
  const back = [...STANDING, withdraw, voiding(), handSecond, voided, plan()] as const;

  it('is held, and posted anew only on a word', () => {
    expect(after(...back)).toMatchObject({
      state: 'held',
      reason: { code: 'CAME_BACK_AFTER_VOID' },
    });
    const retried = after(...back, { type: 'Retry', by: 'ann', why: null, waitingFor: null });
    expect([retried.state, retried.document, operationOf(retried)]).toEqual(['ready', null, 'add']);
  });

  it('is held as well where it came back while the void was on its way', () => {
    const late = after(...STANDING, withdraw, voiding(), handSecond, plan(), voided);
    expect(late).toMatchObject({ state: 'held', reason: { code: 'CAME_BACK_AFTER_VOID' } });
  });

  it('is no business of the next change in the shop', () => {
    expect(after(...back, plan({ wish: wish('b') })).state).toBe('held');
  });
});

describe('a document whose order was edited', () => {
  it('is changed, and what it was made from stays known until then', () => {
    const changed = after(...STANDING, plan({ wish: { ...wish('b'), request: 'newer' } }));
    expect([changed.state, operationOf(changed)]).toEqual(['ready', 'mod']);
    expect(changed.fulfilledRequest).toBe('sealed');
    const twice = after(
      ...STANDING,
      plan({ wish: { ...wish('b'), request: 'newer' } }),
      plan({ wish: { ...wish('c'), request: 'newest' } }),
    );
    expect(twice.fulfilledRequest).toBe('sealed');
  });

  it('needs nothing where the edit is undone before it left', () => {
    const undone = after(...STANDING, plan({ wish: wish('b') }), plan());
    expect(undone).toMatchObject({ state: 'posted', fulfilledRequest: null });
  });

  it('knows what it was made from where the edit came while it was out', () => {
    const newer = plan({ wish: { ...wish('b'), request: 'newer' } });
    const newest = plan({ wish: { ...wish('c'), request: 'newest' } });
    const changed = after(plan(), claim(1), hand, newer, newest, posted);
    expect(changed).toMatchObject({
      state: 'ready',
      fulfilledRequest: 'sealed',
      wish: { request: 'newest' },
    });
  });

  it('waits for what the changed document refers to', () => {
    const changed = after(...STANDING, plan({ wish: wish('b'), waitingFor: 'itm-1' }));
    expect(changed).toMatchObject({ state: 'waiting', waitingFor: 'itm-1' });
  });

  it('is held where the change cannot be made, and no word of a person sends an empty one', () => {
    const unmade = { ...wish('b'), dependsOn: [] };
    const retry: PostingCommand = { type: 'Retry', by: 'ann', why: null, waitingFor: null };
    const held = after(...STANDING, plan({ wish: unmade, hold: reason }), retry);
    expect(held).toMatchObject({ state: 'ready', blocked: true });
    const late = after(plan(), claim(1), hand, plan({ wish: unmade, hold: reason }), posted, retry);
    expect(late).toMatchObject({ state: 'ready', blocked: true });
  });

  it('is held where the rules keep posted documents as they are, until a person says so', () => {
    const still = plan({ wish: { ...wish('b'), onChange: 'hold' } });
    expect(after(...STANDING, still)).toMatchObject({
      state: 'held',
      blocked: false,
      reason: { code: 'EDITED_AFTER_POSTING' },
    });
  });

  it('is a payment: nothing changes it by itself', () => {
    const first = plan({ kind: 'payment' });
    const second = plan({ kind: 'payment', wish: wish('b') });
    expect(after(first, claim(1), hand, posted, second).state).toBe('held');
  });
});

describe('a wish that something must end before', () => {
  const before = after(...STANDING);
  const waiting = { ...before, document: null, wish: { ...before.wish, after: ['crm-1'] } };
  const other = (state: 'posted' | 'voided') => new Map([['crm-1', { ...before, state }]]);

  it('waits for it until it stands no more', () => {
    const now = { ...waiting, wish: { ...waiting.wish, dependsOn: [] } };
    expect(waitsFor(now, other('posted'))).toBe('crm-1');
    expect(waitsFor(now, other('voided'))).toBeNull();
    expect(waitsFor(now, new Map())).toBeNull();
    expect(awaitedBy(now)).toEqual(['crm-1']);
  });
});
