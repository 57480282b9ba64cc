import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toFittingText, toListName, toQuickBooksText, toShownText } from './quickbooks-text.js';

const LONG = 4095;

describe('toQuickBooksText', () => {
  it.each([
    ['plain text', '1 Main Street, Apt. 4', '1 Main Street, Apt. 4'],
    ['letters of ISO 8859-1', 'José Müller, Ænes Ø', 'José Müller, Ænes Ø'],
    ['signs of ISO 8859-1', '£5 · 50°±½ © ®', '£5 · 50°±½ © ®'],
    ['Central European letters', 'Šőłç Žižková İstanbul Łódź', 'Solç Zizková Istanbul Lódz'],
    ['Windows punctuation', '“a” ‘b’ – c — d… 5€ ™ •', '"a" \'b\' - c - d... 5EUR TM *'],
    ['Windows-1252 in C1 codes', 'Joe\u0092s \u0080 5\u0096\u0081', "Joe's EUR 5-"],
    ['Cyrillic', 'Привет, мир', 'Privet, mir'],
    ['Greek', 'Αθήνα', 'Athina'],
    ['Chinese', '北京', 'BeiJing'],
    ['ligatures and full-width forms', 'ﬁne ＡＢＣ ①', 'fine ABC 1'],
    ['a letter with a separate accent', 'Jose\u0301', 'José'],
    ['a lone accent', '\u0301x', 'x'],
    ['emoji', 'Thanks 😀👍🏽!', 'Thanks !'],
    ['a keycap and a flag', '1️⃣ 🇩🇪', '1 DE'],
    ['only emoji', '🎉🎉', ''],
    ['half a surrogate pair', 'a\ud83db\udc00', 'ab'],
    ['control characters', 'a\u0000\u0007b\u007fc', 'abc'],
    ['direction marks and zero widths', 'a\u202eb\u200bc\ufeffd\u00ade', 'abcde'],
    ['white space', ' a\t\r\n b\u00a0\u2003c\u2028d ', 'a b c d'],
    ['nothing', '', ''],
    ['only white space', ' \n ', ''],
    [
      'named entities',
      'Tom &amp; Jerry &lt;3 &eacute;&hellip;&nbsp;&ndash; &times; &copy;',
      'Tom & Jerry <3 é... - × ©',
    ],
    ['numeric entities', '&#233;&#xE9;&#8217;&#146;&#x1F600;', "éé''"],
    ['an entity escaped twice, once', 'Tom &amp;amp; Jerry &amp;lt;3', 'Tom &amp; Jerry &lt;3'],
    ['an entity that does not exist', 'AT&T; R&D &unknown; &#x110000;', 'AT&T; R&D &unknown;'],
    ['an ampersand alone', 'Fish & Chips &', 'Fish & Chips &'],
    [
      'tags',
      '<p class="x">One</p><p>Two<br/>Three <b>bo</b>ld</p><!-- no -->',
      'One Two Three bold',
    ],
    ['escaped tags as text', '&lt;b&gt;bold&lt;/b&gt;', '<b>bold</b>'],
    [
      'what only looks like a tag',
      'a <3 b, 1 < 2 > 0, Jane <jane@example.com>',
      'a <3 b, 1 < 2 > 0, Jane <jane@example.com>',
    ],
    ['letters that nobody can spell', '\u{30000}\u{30001}', '?'],
    ['markup with nothing in it', '<b><br></b>&nbsp;', ''],
    ['a colon, which only names mind', 'Size: L', 'Size: L'],
  ])('writes %s', (_, text, expected) => {
    expect(toQuickBooksText(text, LONG)).toBe(expected);
  });

  it.each([
    ['after transliteration', 'ЩЩЩ', 5, 'ShchS'],
    ['without a space at the end', 'abc def', 4, 'abc'],
    ['down to nothing', 'abc', 0, ''],
    ['not at all if it fits', 'é'.repeat(41), 41, 'é'.repeat(41)],
  ])('cuts %s', (_, text, maxLength, expected) => {
    expect(toQuickBooksText(text, maxLength)).toBe(expected);
  });

  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc
      .array(
        fc.constantFrom(
          '&',
          'amp;',
          'lt;',
          '#',
          '3',
          '8',
          ';',
          'x26;',
          '<',
          '>',
          'b',
          '/',
          '!--',
          '--',
          ' ',
          '：',
          '＆',
          'é',
          '́',
          '\ud83d',
          '\ude00',
        ),
        { maxLength: 60 },
      )
      .map((parts) => parts.join('')),
  );

  it('always fits, is always writable, and is text from then on', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 0, max: 60 }), (text, maxLength) => {
        const once = toQuickBooksText(text, maxLength);
        expect(once.length).toBeLessThanOrEqual(maxLength);
        expect(once).toMatch(/^[\x20-\x7e\xa1-\xff]*$/);
        expect(once).toBe(once.trim());
        expect(toFittingText(once, maxLength)).toBe(once);
        expect(toFittingText(once, LONG)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['nested escapes', '&'.concat('amp;'.repeat(500_000), 'lt;')],
    ['entities inside entities', '&#3'.repeat(300_000)],
    ['entities that make entities, few', `${'&#'.repeat(8)}53;${'3;'.repeat(5)}4;0;b>`],
    ['entities that make entities, many', `${'&#'.repeat(9000)}53;${'3;'.repeat(8997)}4;0;b>`],
    ['comments that do not end', '<!--'.repeat(300_000)],
    ['tags that do not end', '<b '.repeat(300_000)],
    ['accents without end', `e${'\u0301'.repeat(500_000)}`],
    ['spaces without end', `${' '.repeat(1_000_000)}x`],
  ])('is quick with %s', (_, text) => {
    const before = performance.now();
    const once = toQuickBooksText(text, LONG);
    expect(performance.now() - before).toBeLessThan(5000);
    expect(toFittingText(once, LONG)).toBe(once);
  });
});

describe('toListName', () => {
  it('has no colon, which would mean a sub-customer or sub-item', () => {
    expect(toListName('Shirt: blue\t: L', 31)).toBe('Shirt- blue - L');
  });

  it('fits and never changes again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const once = toListName(text, 41);
        expect(once).not.toContain(':');
        expect(once.length).toBeLessThanOrEqual(41);
        expect(toListName(once, 41)).toBe(once);
      }),
    );
  });
});

describe('toShownText', () => {
  it.each([
    ['any letters', '衣 Ж é', '衣 Ж é'],
    ['entities, once', 'K&auml;se &amp;amp; Brot', 'Käse &amp; Brot'],
    ['no tags', '<b>Sale</b>', 'Sale'],
    ['a letter with a separate accent', 'Jose\u0301', 'José'],
    ['one space for all white space', ' a\u00a0 b ', 'a b'],
  ])('keeps %s', (_what, text, shown) => {
    expect(toShownText(text)).toBe(shown);
  });
});
