import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newQbwcPassword, newWebhookSecret } from './new-secret.js';
import { newConnectionId, qbwcAppName, qbwcUsername, QBWC_OWNER_ID } from './qbwc-identity.js';
import { randomBase32, randomGuid, randomLettersAndDigits } from './random-text.js';

const randomness = { bytes: (count: number): Uint8Array => randomBytes(count) };
const GUID = /^\{[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\}$/;

describe('generated identities', () => {
  it('fit what their readers accept', () => {
    const id = newConnectionId(randomBase32(16, randomness));
    expect(id).toMatch(/^con-[a-z2-7]{16}$/);
    expect(qbwcUsername(id)).toBe(`ml-${id}`);
    expect(qbwcAppName(id).length).toBeLessThanOrEqual(32);
    expect(randomGuid(randomness)).toMatch(GUID);
    expect(QBWC_OWNER_ID).toMatch(GUID);
    expect(newWebhookSecret(randomness)).toMatch(/^[A-Za-z0-9]{50}$/);
    expect(newQbwcPassword(randomness)).toMatch(/^[A-Za-z0-9]{24}$/);
  });

  it('draw each character equally often', () => {
    const counts = new Map<string, number>();
    for (const character of randomLettersAndDigits(62_000, randomness))
      counts.set(character, (counts.get(character) ?? 0) + 1);
    // A thousand expected; six standard deviations are under 200.
    expect(counts.size).toBe(62);
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(200);
  });

  it('skip bytes that would favour the first characters', () => {
    let call = 0;
    const biased = {
      bytes: (count: number): Uint8Array => new Uint8Array(count).fill(call++ === 0 ? 255 : 1),
    };
    expect(randomLettersAndDigits(4, biased)).toBe('BBBB');
  });
});
