import { describe, expect, it } from 'vitest';
import { layOutQbxml } from './lay-out-qbxml.js';

const WRITTEN =
  '<?xml version="1.0" encoding="utf-8"?><?qbxml version="13.0"?><QBXML><QBXMLMsgsRq onError="stopOnError">' +
  '<InvoiceAddRq requestID="1"><InvoiceAdd><RefNumber>00123</RefNumber><Memo>K&#228;se &amp; Brot  &lt;2&gt; 100.00</Memo>' +
  '</InvoiceAdd></InvoiceAddRq></QBXMLMsgsRq></QBXML>';

describe('qbXML laid out for people', () => {
  it('has one element a line', async () => {
    expect((await layOutQbxml(WRITTEN)).split('\n')).toEqual([
      '<?xml version="1.0" encoding="utf-8"?>',
      '<?qbxml version="13.0"?>',
      '<QBXML>',
      '  <QBXMLMsgsRq onError="stopOnError">',
      '    <InvoiceAddRq requestID="1">',
      '      <InvoiceAdd>',
      '        <RefNumber>00123</RefNumber>',
      '        <Memo>K&#228;se &amp; Brot  &lt;2&gt; 100.00</Memo>',
      '      </InvoiceAdd>',
      '    </InvoiceAddRq>',
      '  </QBXMLMsgsRq>',
      '</QBXML>',
    ]);
  });

  it('says exactly what was written', async () => {
    expect((await layOutQbxml(WRITTEN)).replaceAll(/\n */g, '')).toBe(WRITTEN);
  });
});
