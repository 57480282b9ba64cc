import { describe, expect, it } from 'vitest';

import { replyJson } from './reply-json.js';

const read = (text: string) => replyJson(Buffer.from(text));

describe('replyJson', () => {
  it.each([
    ['nothing before it', '{"id":1}'],
    ['a byte order mark', '\u{feff}{"id":1}'],
    ['blank lines', '\n\n{"id":1}'],
    [
      'a PHP notice',
      '<br />\n<b>Notice</b>:  Undefined index: x in <b>/a[0]/b.php</b> on line <b>3</b><br />\n{"id":1}',
    ],
    [
      'a PHP notice without markup',
      '\nWarning: foreach() expects {array} in /a.php on line 3\n{"id":1}',
    ],
    ['a notice that runs into it', '<br />{"id":1}'],
  ])('reads JSON with %s', (_what, text) => {
    expect(read(text)).toEqual({ id: 1 });
  });

  it.each([
    ['nothing', ''],
    ['a web page', '<!DOCTYPE html><html><script>\n{"id":1}</script>'],
    ['a web page that ends in JSON', '<html>\n{"id":1}'],
    ['an answer that was cut off', '{"id":1,"billing":{"city":"x"}'],
    ['a list that was cut off', '[{"id":1},\n{"id":2}'],
    ['a list that was cut off behind a byte order mark', '\u{feff}[{"id":1},\n{"id":2}'],
    ['a notice and half an answer', '<br />\n{"id":1,'],
    ['text behind it', '{"id":1}<br />'],
  ])('finds none in %s', (_what, text) => {
    expect(read(text)).toBeNull();
  });
});
