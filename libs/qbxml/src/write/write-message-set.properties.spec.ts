import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import type { QbFields, QbValue } from '../language/qb-fields.js';
import { isQbFields, occurrencesOf } from '../language/qb-fields.js';
import type { QbMessageSet } from '../language/qb-request.js';
import { parseAnswer } from '../read/parse-answer.js';
import type { Choice, ElementRule, Particle, Scalar, Sequence } from '../tables/content-model.js';
import { REQUEST_TYPES, type RequestType, requestTable } from '../tables/request-tables.js';
import { toQuickBooksText } from '../text/quickbooks-text.js';
import { checkRequest } from './check-request.js';
import { writeMessageSet } from './write-message-set.js';

/* Requests are made up from the tables: any allowed subset of elements, any text, in any order of keys. */

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '</Memo></InvoiceAdd>',
    ']]>',
    '<![CDATA[x]]>',
    '<?qbxml?>',
    '&amp;lt;',
    '\ud83d',
    '\u0000',
  ),
);

const scalarArbitrary = (scalar: Scalar): fc.Arbitrary<string> => {
  if (scalar.values) return fc.constantFrom(...scalar.values);
  const samples: Partial<Record<Scalar['type'], readonly string[]>> = {
    bool: ['true', 'false'],
    int: ['0', '42', '-1'],
    float: ['1.2345'],
    date: ['2026-11-24', '2024-02-29'],
    dt: ['2026-11-24T09:00:00', '2026-11-24T09:00:00-05:00'],
    AMT: ['0.00', '-12.50', '9999999999999.99'],
    PRICE: ['1', '19.95', '0.33333'],
    QTY: ['1', '2.5'],
    PCT: ['8.25'],
    ID: ['80000001-1446676750', '-1'],
    GUID: ['0', '{6C5A7E1E-2B0C-4A6E-9C3E-1F2D3C4B5A69}'],
  };
  const sample = samples[scalar.type];
  if (sample) return fc.constantFrom(...sample);
  return anyText.map((text) => toQuickBooksText(text, scalar.maxLength ?? 100) || 'x');
};

const elementArbitrary = (rule: ElementRule): fc.Arbitrary<QbFields> => {
  const { content, name, repeats, required } = rule;
  const one: fc.Arbitrary<string | QbFields> =
    content.kind === 'scalar' ? scalarArbitrary(content) : sequenceArbitrary(content);
  const value: fc.Arbitrary<QbValue> = repeats
    ? fc.array(one, { minLength: 1, maxLength: 3 })
    : one;
  const present = value.map((given): QbFields => ({ [name]: given }));
  return required ? present : fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, present);
};

const choiceArbitrary = (choice: Choice): fc.Arbitrary<QbFields> => {
  const alternatives = choice.alternatives.map((alternative) =>
    particlesArbitrary(alternative.particles).filter(
      (fields) => !choice.required || Object.keys(fields).length > 0,
    ),
  );
  const taken = choice.repeats
    ? fc.tuple(...alternatives).map((all): QbFields => Object.assign({}, ...all))
    : fc.oneof(...alternatives);
  return choice.required ? taken : fc.oneof(fc.constant({}), taken);
};

const particlesArbitrary = (particles: readonly Particle[]): fc.Arbitrary<QbFields> =>
  fc
    .tuple(
      ...particles.map((particle) =>
        particle.kind === 'element' ? elementArbitrary(particle) : choiceArbitrary(particle),
      ),
    )
    .map((parts): QbFields => Object.assign({}, ...parts));

const sequenceArbitrary = (sequence: Sequence): fc.Arbitrary<QbFields> =>
  particlesArbitrary(sequence.particles).chain((fields) =>
    fc
      .shuffledSubarray(Object.keys(fields), { minLength: Object.keys(fields).length })
      .map((keys) => pick(fields, keys)),
  );

const pick = (fields: QbFields, keys: readonly string[]): QbFields => {
  const picked: Record<string, QbValue> = {};
  for (const key of keys) {
    const value = fields[key];
    if (value !== undefined) picked[key] = value;
  }
  return picked;
};

const setOf = (type: RequestType, fields: QbFields): QbMessageSet => ({
  version: '13.0',
  onError: 'continueOnError',
  requests: [{ requestId: '1', request: { type, fields } }],
});

const tableOf = (type: RequestType): NonNullable<ReturnType<typeof requestTable>> => {
  const table = requestTable(type);
  if (!table) throw new Error(`${type} has no table.`);
  return table;
};

const RUNS = { numRuns: 25 };

describe.each(REQUEST_TYPES)('%s, made up from its table', (type) => {
  const table = tableOf(type);

  it('is accepted, is ASCII, stands in order, and comes back as it was', () => {
    fc.assert(
      fc.property(sequenceArbitrary(table.fields), (fields) => {
        expect(checkRequest({ type, fields }, '13.0')).toEqual([]);
        const xml = writeMessageSet(setOf(type, fields));
        expect(xml).toMatch(/^[\x20-\x7e]*$/);
        expect(orderFaults(xml, type, table.fields)).toEqual([]);
        expect(echo(xml, type)).toEqual(asRead(fields));
      }),
      RUNS,
    );
  });

  it('is the same bytes whatever the order of the keys', () => {
    const shuffled = sequenceArbitrary(table.fields).map((fields) => ({
      fields,
      reversed: reverseKeys(fields),
    }));
    fc.assert(
      fc.property(shuffled, ({ fields, reversed }) => {
        expect(writeMessageSet(setOf(type, reversed))).toBe(writeMessageSet(setOf(type, fields)));
      }),
      RUNS,
    );
  });
});

const reverseKeys = (fields: QbFields): QbFields => {
  const reversed: Record<string, QbValue> = {};
  for (const name of Object.keys(fields).toReversed()) {
    const values = occurrencesOf(fields, name).map((value) =>
      isQbFields(value) ? reverseKeys(value) : value,
    );
    reversed[name] = Array.isArray(fields[name]) ? values : (values[0] ?? '');
  }
  return reversed;
};

/** Reads the XML with a parser of its own and lists every element that follows one it should precede. */
const orderFaults = (xml: string, type: RequestType, root: Sequence): readonly string[] => {
  const faults: string[] = [];
  const wrapped = /(?:Add|Mod)$/.test(type);
  const open: { name: string; sequence: Sequence | undefined; last: number }[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => {
    const parent = open.at(-1);
    const isRoot = wrapped ? parent?.name === `${type}Rq` : name === `${type}Rq`;
    let sequence = isRoot ? root : undefined;
    if (parent?.sequence) {
      const position = [...parent.sequence.elements.keys()].indexOf(name);
      if (position < parent.last) faults.push(`${parent.name}/${name}`);
      parent.last = position;
      const content = parent.sequence.elements.get(name)?.content;
      sequence = content?.kind === 'sequence' ? content : undefined;
    }
    open.push({ name, sequence, last: 0 });
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  return faults;
};

/** A QuickBooks that answers with what it was told. */
const echo = (xml: string, type: RequestType): QbFields => {
  const outer = /(?:Add|Mod)$/.test(type) ? type : `${type}Rq`;
  const body = new RegExp(`<${outer}(?: [^>]*)?>(.*)</${outer}>`).exec(xml)?.[1] ?? '';
  const answer = `<QBXML><QBXMLMsgsRs><${type}Rs statusCode="0"><EchoRet>${body}</EchoRet></${type}Rs></QBXMLMsgsRs></QBXML>`;
  return parseAnswer(answer).responses[0]?.rets[0]?.fields ?? {};
};

/** What a reader sees: a list of one is that one, and an element with nothing in it is empty text. */
const asRead = (fields: QbFields): QbFields => {
  const read: Record<string, QbValue> = {};
  for (const name of Object.keys(fields)) {
    const values = occurrencesOf(fields, name).map((value) =>
      isQbFields(value) ? (Object.keys(value).length > 0 ? asRead(value) : '') : value,
    );
    const [only] = values;
    read[name] = values.length === 1 && only !== undefined ? only : values;
  }
  return read;
};
