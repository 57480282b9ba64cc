import { createHmac } from 'node:crypto';

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { verifyDelivery } from './signature.js';

const sign = (body: Uint8Array, secret: string) =>
  createHmac('sha256', secret).update(body).digest('base64');
const body = Buffer.from('{"id":27}');

describe('verifyDelivery', () => {
  it('accepts the signature of any body under any secret that we make', () => {
    const secret = fc.string({
      unit: fc.constantFrom('a', 'b', 'Y', 'Z', '0', '9'),
      minLength: 1,
      maxLength: 60,
    });

    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), secret, (bytes, key) => {
        expect(verifyDelivery(bytes, sign(bytes, key), key)).toBe(true);
      }),
    );
  });

  it('refuses a body with one bit changed', () => {
    const flipped = fc
      .uint8Array({ minLength: 1, maxLength: 100 })
      .chain((bytes) => fc.tuple(fc.constant(bytes), fc.nat(bytes.length * 8 - 1)));

    fc.assert(
      fc.property(flipped, ([bytes, bit]) => {
        const changed = bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        expect(verifyDelivery(changed, sign(bytes, 'key'), 'key')).toBe(false);
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['one character less', sign(body, 'key').slice(0, 43)],
    ['one character more', `${sign(body, 'key')}=`],
    ['white space around it', ` ${sign(body, 'key')}`],
    ['the signature twice', `${sign(body, 'key')}, ${sign(body, 'key')}`],
    ['hexadecimal digits', createHmac('sha256', 'key').update(body).digest('hex')],
    [
      'the other alphabet',
      sign(body, 'key').replaceAll('+', '-').replaceAll('/', '_').replace('=', '!'),
    ],
    [
      'characters that end in the same bytes',
      sign(body, 'key').replace(/^./, (c) => String.fromCharCode(c.charCodeAt(0) + 256)),
    ],
  ])('refuses %s', (_what, signature) => {
    expect(verifyDelivery(body, signature, 'key')).toBe(false);
  });
});
