import { isAppError } from '@ml-connector/kernel';
import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { ANSWER_LIMITS, parseAnswer } from './parse-answer.js';
import { nodesAt, textAt } from './read-fields.js';

const ok = 'statusCode="0" statusSeverity="Info" statusMessage="Status OK"';

const answer = (responses: string, attributes = ''): string =>
  `<?xml version="1.0" ?>\n<QBXML>\n<QBXMLMsgsRs${attributes}>${responses}</QBXMLMsgsRs>\n</QBXML>\n`;

const invoiceAnswer = answer(`
<InvoiceAddRs requestID="7" ${ok}>
<InvoiceRet>
<TxnID>1A-1446676750</TxnID>
<EditSequence>0012300</EditSequence>
<CustomerRef>
<ListID>80000001-1</ListID>
<FullName>Jos&#233; &amp; S&#xF6;hne &lt;GmbH&gt; &quot;x&quot; &apos;y&apos;</FullName>
</CustomerRef>
<Memo></Memo>
<Subtotal>100.00</Subtotal>
<InvoiceLineRet><TxnLineID>1</TxnLineID><Amount>1E3</Amount></InvoiceLineRet>
<InvoiceLineRet><TxnLineID>2</TxnLineID><Amount> 2.00 </Amount></InvoiceLineRet>
</InvoiceRet>
</InvoiceAddRs>`);

describe('parseAnswer', () => {
  it('reads a document with its lines, every text as it stands', () => {
    const [response] = parseAnswer(invoiceAnswer).responses;
    expect(response).toEqual({
      type: 'InvoiceAdd',
      requestId: '7',
      statusCode: 0,
      statusSeverity: 'Info',
      statusMessage: 'Status OK',
      plain: {},
      rets: [
        {
          type: 'InvoiceRet',
          fields: {
            TxnID: '1A-1446676750',
            EditSequence: '0012300',
            CustomerRef: {
              ListID: '80000001-1',
              FullName: 'José & Söhne <GmbH> "x" \'y\'',
            },
            Memo: '',
            Subtotal: '100.00',
            InvoiceLineRet: [
              { TxnLineID: '1', Amount: '1E3' },
              { TxnLineID: '2', Amount: ' 2.00 ' },
            ],
          },
        },
      ],
    });
  });

  it('reads what stands in a response directly', () => {
    const [response] = parseAnswer(
      answer(
        `<TxnVoidRs requestID="1" ${ok}><TxnVoidType>Invoice</TxnVoidType><TxnID>1-2</TxnID></TxnVoidRs>`,
      ),
    ).responses;
    expect(response).toMatchObject({ rets: [], plain: { TxnVoidType: 'Invoice', TxnID: '1-2' } });
  });

  it('reads what a stored status recovers', () => {
    const xml = answer(
      `<InvoiceAddRs requestID="1" ${ok}><ErrorRecovery><TxnID>1-2</TxnID><EditSequence>9</EditSequence></ErrorRecovery></InvoiceAddRs>`,
      ' messageSetStatusCode="0"',
    );
    expect(parseAnswer(xml)).toMatchObject({
      messageSetStatusCode: 0,
      responses: [{ errorRecovery: { TxnID: '1-2', EditSequence: '9' }, plain: {} }],
    });
  });

  it('reads a message set status without any response', () => {
    expect(parseAnswer(answer('', ' messageSetStatusCode="600"'))).toEqual({
      messageSetStatusCode: 600,
      responses: [],
    });
  });

  it('reads where a paged list stands, and objects of several kinds', () => {
    const xml = answer(
      `<ItemQueryRs requestID="1" ${ok} retCount="2" iteratorRemainingCount="40" iteratorID="{a-b}"><ItemServiceRet><ListID>1</ListID></ItemServiceRet><ItemDiscountRet/></ItemQueryRs>`,
    );
    expect(parseAnswer(xml).responses[0]).toMatchObject({
      retCount: 2,
      iteratorRemainingCount: 40,
      iteratorId: '{a-b}',
      rets: [
        { type: 'ItemServiceRet', fields: { ListID: '1' } },
        { type: 'ItemDiscountRet', fields: {} },
      ],
    });
  });

  it('reads a response that lacks everything but its code', () => {
    expect(parseAnswer(answer('<ItemQueryRs statusCode="3231"/>')).responses).toEqual([
      {
        type: 'ItemQuery',
        requestId: null,
        statusCode: 3231,
        statusSeverity: '',
        statusMessage: '',
        rets: [],
        plain: {},
      },
    ]);
  });

  it('does not mind comments, CDATA, white space before the declaration or a byte order mark', () => {
    const xml = `\ufeff\r\n${answer(`<!-- x --><ItemQueryRs statusCode="0"><ItemRet><Name><![CDATA[a<b]]></Name></ItemRet></ItemQueryRs>`)}`;
    expect(parseAnswer(xml).responses[0]?.rets).toEqual([
      { type: 'ItemRet', fields: { Name: 'a<b' } },
    ]);
  });

  it('reads names that objects inherit as mere names', () => {
    const xml = answer(
      '<ItemQueryRs statusCode="0"><ItemRet><constructor>x</constructor><toString><valueOf>y</valueOf></toString></ItemRet></ItemQueryRs>',
    );
    const fields = parseAnswer(xml).responses[0]?.rets[0]?.fields ?? {};
    expect(textAt(fields, 'constructor')).toBe('x');
    expect(textAt(fields, 'toString', 'valueOf')).toBe('y');
    expect(textAt(fields, 'hasOwnProperty')).toBeUndefined();
  });

  it('reads the same as fast-xml-parser where that is told to change nothing', () => {
    const parser = new XMLParser({
      ignoreAttributes: false,
      parseTagValue: false,
      parseAttributeValue: false,
      trimValues: false,
    });
    const lines = nodesAt(
      parseAnswer(invoiceAnswer).responses[0]?.rets[0]?.fields ?? {},
      'InvoiceLineRet',
    );
    const theirs = parser.parse(invoiceAnswer).QBXML.QBXMLMsgsRs.InvoiceAddRs.InvoiceRet;
    expect(lines).toEqual(theirs.InvoiceLineRet);
  });

  const deep = (levels: number): string => {
    const inside = `${'<a>'.repeat(levels)}${'</a>'.repeat(levels)}`;
    return answer(`<ItemQueryRs statusCode="0"><ItemRet>${inside}</ItemRet></ItemQueryRs>`);
  };
  const laughs =
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><QBXML>&b;</QBXML>';

  it.each([
    ['nothing', ''],
    ['white space', '  \n'],
    ['no XML', 'QuickBooks found an error when parsing the provided XML text stream.'],
    ['JSON', '{"QBXML":{}}'],
    ['HTML', '<!doctype html><html><body>502 Bad Gateway</body></html>'],
    ['a document type', '<!DOCTYPE QBXML><QBXML><QBXMLMsgsRs/></QBXML>'],
    [
      'a document type that reads a file',
      '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><QBXML><QBXMLMsgsRs>&f;</QBXMLMsgsRs></QBXML>',
    ],
    ['an entity bomb', laughs],
    ['an unknown entity', answer('<ItemQueryRs statusCode="0"><X>&nbsp;</X></ItemQueryRs>')],
    ['a bare ampersand', answer('<ItemQueryRs statusCode="0"><X>a & b</X></ItemQueryRs>')],
    ['a reference to NUL', answer('<ItemQueryRs statusCode="0"><X>&#0;</X></ItemQueryRs>')],
    [
      'a reference beyond Unicode',
      answer('<ItemQueryRs statusCode="0"><X>&#x110000;</X></ItemQueryRs>'),
    ],
    [
      'a reference to a surrogate',
      answer('<ItemQueryRs statusCode="0"><X>&#xD800;</X></ItemQueryRs>'),
    ],
    ['a NUL', answer('<ItemQueryRs statusCode="0"><X>a\u0000b</X></ItemQueryRs>')],
    ['a control character', answer('<ItemQueryRs statusCode="0"><X>a\u0008b</X></ItemQueryRs>')],
    [
      'a control character by way of XML 1.1',
      '<?xml version="1.1"?><QBXML><QBXMLMsgsRs><ItemQueryRs statusCode="0"><X>&#1;</X></ItemQueryRs></QBXMLMsgsRs></QBXML>',
    ],
    ['two roots', '<QBXML><QBXMLMsgsRs/></QBXML><QBXML><QBXMLMsgsRs/></QBXML>'],
    ['text after the root', '<QBXML><QBXMLMsgsRs/></QBXML>x'],
    ['a tag that is not closed', '<QBXML><QBXMLMsgsRs></QBXML>'],
    ['tags that cross', '<QBXML><QBXMLMsgsRs></QBXML></QBXMLMsgsRs>'],
    ['an answer cut short', invoiceAnswer.slice(0, 400)],
    ['an answer cut at its last tag', invoiceAnswer.trimEnd().slice(0, -1)],
    ['a statusCode twice', answer('<ItemQueryRs statusCode="0" statusCode="3200"/>')],
    ['no statusCode', answer('<ItemQueryRs/>')],
    ['an empty statusCode', answer('<ItemQueryRs statusCode=""/>')],
    ['a statusCode with spaces', answer('<ItemQueryRs statusCode=" 0"/>')],
    ['a statusCode in hexadecimal', answer('<ItemQueryRs statusCode="0x0"/>')],
    ['a huge statusCode', answer('<ItemQueryRs statusCode="9999999999"/>')],
    ['a retCount that is none', answer('<ItemQueryRs statusCode="0" retCount="many"/>')],
    ['a message set status that is none', answer('', ' messageSetStatusCode="ok"')],
    ['another root', '<Envelope><QBXMLMsgsRs/></Envelope>'],
    ['a request', '<QBXML><QBXMLMsgsRq onError="stopOnError"/></QBXML>'],
    ['no message set', '<QBXML/>'],
    ['two message sets', '<QBXML><QBXMLMsgsRs/><QBXMLMsgsRs/></QBXML>'],
    ['something that is no response', answer('<ItemRet/>')],
    ['text between responses', answer('all is well')],
    [
      'text between elements',
      answer('<ItemQueryRs statusCode="0"><ItemRet>x<Name>y</Name></ItemRet></ItemQueryRs>'),
    ],
    [
      '__proto__',
      answer(
        '<ItemQueryRs statusCode="0"><ItemRet><__proto__><admin>1</admin></__proto__></ItemRet></ItemQueryRs>',
      ),
    ],
    ['a prefix', answer('<ItemQueryRs statusCode="0"><q:ItemRet/></ItemQueryRs>')],
    ['one level too many', deep(ANSWER_LIMITS.maxDepth - 3)],
    ['a million levels', '<a>'.repeat(1_000_000)],
    ['one character too many', `${answer('')}${' '.repeat(ANSWER_LIMITS.maxCharacters)}`],
    ['more elements than anything holds', answer('<a/>'.repeat(ANSWER_LIMITS.maxElements))],
  ])('refuses %s', (_, xml) => {
    const refusal = refusalOf(xml);
    expect(isAppError(refusal, 'QBXML_UNREADABLE')).toBe(true);
  });

  it('takes what is exactly at the limit of depth', () => {
    expect(() => parseAnswer(deep(ANSWER_LIMITS.maxDepth - 4))).not.toThrow();
  });

  it('says where it stopped and repeats nothing of the text', () => {
    const xml = answer('<ItemQueryRs statusCode="0"><Jane></Doe></ItemQueryRs>');
    const refusal = refusalOf(xml);
    expect(refusal).toHaveProperty(
      'message',
      'The answer is not well-formed XML (line 3, column 53).',
    );
    expect(refusal).not.toHaveProperty('cause');
  });

  it('reads or refuses whatever it is given, and never anything else', () => {
    const place = fc.integer({ min: 0, max: invoiceAnswer.length });
    const mutation = fc.tuple(
      place,
      fc.integer({ min: 0, max: 40 }),
      fc.string({ unit: 'binary', maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        const xml = mutations.reduce(
          (text, [at, length, insert]) => text.slice(0, at) + insert + text.slice(at + length),
          invoiceAnswer,
        );
        const refusal = refusalOf(xml);
        expect(refusal === undefined || isAppError(refusal, 'QBXML_UNREADABLE')).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

const refusalOf = (xml: string): unknown => {
  try {
    parseAnswer(xml);
    return undefined;
  } catch (error) {
    return error;
  }
};
