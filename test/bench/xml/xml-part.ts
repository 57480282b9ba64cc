import { parseAnswer, writeMessageSet } from '@ml-connector/qbxml';
import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import type { BenchPart } from '../bench-part.js';
import { alternate, perSecond } from '../measure/alternate.js';
import { SAMPLE_ANSWER, SAMPLE_SET } from './sample-set.js';

const TIMES = 400;
const DOCUMENTS = SAMPLE_SET.requests.length;
const LIBRARY = 'fast-xml-parser, which checks nothing of qbXML';

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@' });
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
});

/** The same set as the library's builder wants it. */
const builderInput = {
  QBXML: {
    QBXMLMsgsRq: {
      '@onError': SAMPLE_SET.onError,
      '@newMessageSetID': SAMPLE_SET.newMessageSetId,
      InvoiceAddRq: SAMPLE_SET.requests.map(({ requestId, request }) => ({
        '@requestID': requestId,
        InvoiceAdd: request.fields,
      })),
    },
  },
};

const documentsPerSecond = (work: () => unknown) => () =>
  perSecond(TIMES * DOCUMENTS, () => {
    for (let time = 0; time < TIMES; time += 1) work();
  });

/** qbXML as the gateway writes and reads it: sets of 20 invoices with 5 lines each. */
export const xmlPart: BenchPart = {
  name: 'xml',
  title: `sets of ${DOCUMENTS} invoices with 5 lines each`,
  run: async () => {
    const result = await alternate({
      libraryWrites: documentsPerSecond(() => builder.build(builderInput)),
      writes: documentsPerSecond(() => writeMessageSet(SAMPLE_SET)),
      libraryReads: documentsPerSecond(() => parser.parse(SAMPLE_ANSWER)),
      reads: documentsPerSecond(() => parseAnswer(SAMPLE_ANSWER)),
    });
    return [
      {
        what: 'documents written/s, checked by the tables',
        unit: '/s',
        measured: result.writes,
        baseline: { what: LIBRARY, measured: result.libraryWrites },
      },
      {
        what: 'documents read/s, strictly',
        unit: '/s',
        measured: result.reads,
        baseline: { what: LIBRARY, measured: result.libraryReads },
      },
    ];
  },
};
