import { describe, expect, it } from 'vitest';

import { listWebhooks } from '../../fixtures/captures.js';
import { phpJson } from './php-json.js';

describe('phpJson', () => {
  it('writes every captured delivery as PHP wrote it, byte for byte', () => {
    const bodies = listWebhooks()
      .filter(({ topic }) => topic !== null)
      .map(({ rawBody }) => rawBody);

    expect(bodies.map((body) => phpJson(JSON.parse(body)))).toEqual(bodies);
  });

  it('escapes what lies beyond ASCII as two halves, and the slash', () => {
    expect(phpJson({ a: 'é/😀"' })).toBe(String.raw`{"a":"\u00e9\/\ud83d\ude00\""}`);
  });
});
