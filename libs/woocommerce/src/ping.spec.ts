import { describe, expect, it } from 'vitest';

import { isPing } from './ping.js';

const FORM = 'application/x-www-form-urlencoded';

describe('isPing', () => {
  it.each([
    [FORM, 'webhook_id=1'],
    [`${FORM}; charset=UTF-8`, 'webhook_id=12345678901234567890'],
    [FORM.toUpperCase(), 'webhook_id=0'],
  ])('recognises %s with %s', (type, body) => {
    expect(isPing(type, Buffer.from(body))).toBe(true);
  });

  it.each([
    ['application/json', 'webhook_id=1'],
    [undefined, 'webhook_id=1'],
    [FORM, ''],
    [FORM, 'webhook_id='],
    [FORM, 'webhook_id=x'],
    [FORM, 'webhook_id=-1'],
    [FORM, 'webhook_id=1\n'],
    [FORM, 'webhook_id=1&x=2'],
    [FORM, ' webhook_id=1'],
    [FORM, 'webhook_id=123456789012345678901'],
    [FORM, `webhook_id=${'1'.repeat(100_000)}`],
  ])('is not deceived by %s', (type, body) => {
    expect(isPing(type, Buffer.from(body))).toBe(false);
  });
});
