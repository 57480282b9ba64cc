import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { writeAnswer } from './write-answer.js';

const textOf = (xml: string): string => {
  let text = '';
  const parser = new SaxesParser();
  parser.on('text', (part) => (text += part));
  parser.write(xml).close();
  return text;
};

describe('an answer', () => {
  it('reads back as the text it carries, whatever the text is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(textOf(writeAnswer('sendRequestXML', text))).toBe(text);
      }),
    );
  });

  it('leaves out what XML cannot carry, and stays readable whatever is asked of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const carried = textOf(writeAnswer('sendRequestXML', text));
        expect(textOf(writeAnswer('sendRequestXML', carried))).toBe(carried);
      }),
    );
    expect(textOf(writeAnswer('getLastError', 'a\u0000\uFFFE\uD800b'))).toBe('ab');
  });

  it('carries what looks like the end of CDATA as text', () => {
    expect(textOf(writeAnswer('sendRequestXML', 'a]]>&amp;<b/>'))).toBe('a]]>&amp;<b/>');
  });

  it('names an empty second element of authenticate explicitly, in the operations namespace', () => {
    expect(writeAnswer('authenticate', ['t', ''])).toContain(
      '<authenticateResponse xmlns="http://developer.intuit.com/"><authenticateResult><string>t</string><string></string></authenticateResult>',
    );
  });
});
