import { AppError } from '@ml-connector/kernel';
import { SaxesParser } from 'saxes';

/** An element of an answer. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The elements in it; none if it holds text only. */
  readonly children: readonly XmlElement[];
  /** Text as it stands, references resolved; empty if it holds elements. */
  readonly text: string;
}

/** What reading may cost at most. */
export interface ReadLimits {
  readonly maxCharacters: number;
  readonly maxDepth: number;
  readonly maxElements: number;
}

/**
 * Reads well-formed XML 1.0 strictly and in bounded time and memory: no document type (so no entities but the
 * five and character references), no name that is not plain, no text between elements.
 * @throws AppError QBXML_UNREADABLE; the message holds the place, and nothing of the text.
 */
export const readXmlTree = (xml: string, limits: ReadLimits): XmlElement => {
  if (xml.length > limits.maxCharacters)
    throw unreadable(`The answer is longer than ${limits.maxCharacters} characters.`);
  const open: OpenElement[] = [];
  let elements = 0;
  let root: XmlElement | undefined;

  const parser = new SaxesParser<Xml10>(XML_1_0);
  const refuse = (what: string): never => {
    throw unreadable(`The answer ${what} (line ${parser.line}, column ${parser.column}).`);
  };
  parser.on('error', () => refuse('is not well-formed XML'));
  parser.on('doctype', () => refuse('has a document type'));
  parser.on('text', (text) => append(open, text));
  parser.on('cdata', (text) => append(open, text));
  parser.on('opentag', ({ name, attributes }) => {
    elements += 1;
    if (elements > limits.maxElements) refuse(`has more than ${limits.maxElements} elements`);
    if (open.length >= limits.maxDepth) refuse(`is nested deeper than ${limits.maxDepth}`);
    if (!NAME.test(name)) refuse('has an element name that is none of qbXML');
    open.push({ name, attributes, children: [], text: '' });
  });
  parser.on('closetag', () => {
    const element = open.pop();
    if (element === undefined) return;
    if (element.children.length > 0) {
      if (/\S/.test(element.text)) refuse('has text between elements');
      element.text = '';
    }
    const parent = open.at(-1);
    if (parent) parent.children.push(element);
    else root = element;
  });
  parser.write(xml.trimStart()).close();
  return root ?? refuse('is empty');
};

export const unreadable = (message: string): AppError => new AppError('QBXML_UNREADABLE', message);

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

/** Without namespaces, and without the control characters that XML 1.1 would let in. */
const XML_1_0 = { xmlns: false, forceXMLVersion: true, defaultXMLVersion: '1.0' } as const;

type Xml10 = typeof XML_1_0;

/** Leaves out `__proto__` and its kin, and prefixes, which qbXML has none of. */
const NAME = /^[A-Za-z][\w.-]*$/;

const append = (open: readonly OpenElement[], text: string): void => {
  const element = open.at(-1);
  if (element) element.text += text;
};
