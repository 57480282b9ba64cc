import { SaxesParser } from 'saxes';
import type { XmlElement } from './element.js';

/** A document with the processing instructions before its root. */
export interface XmlDocument {
  readonly instructions: readonly { readonly target: string; readonly body: string }[];
  readonly root: XmlElement;
}

interface OpenElement {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: XmlElement[];
  text: string;
}

/**
 * Parses well-formed XML without namespaces; a document type, a CDATA section or text between
 * elements is refused.
 * @throws Error with the position of the first mistake.
 */
export function parseXml(source: string): XmlDocument {
  const parser = new SaxesParser({ xmlns: false });
  const instructions: { target: string; body: string }[] = [];
  const stack: OpenElement[] = [];
  let root: XmlElement | undefined;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Error('a document type is not accepted');
  });
  parser.on('cdata', () => {
    throw new Error('a CDATA section is not accepted');
  });
  parser.on('processinginstruction', (instruction) => instructions.push(instruction));
  parser.on('opentag', (tag) => {
    stack.push({ name: tag.name, attributes: { ...tag.attributes }, children: [], text: '' });
  });
  parser.on('text', (text) => {
    const open = stack.at(-1);
    if (open !== undefined) open.text += text;
  });
  parser.on('closetag', () => {
    const closed = close(stack);
    const parent = stack.at(-1);
    if (parent === undefined) root = closed;
    else parent.children.push(closed);
  });
  parser.write(source).close();
  if (root === undefined) throw new Error('there is no root element');
  return { instructions, root };
}

function close(stack: OpenElement[]): XmlElement {
  const open = stack.pop();
  if (open === undefined) throw new Error('an end tag has no start');
  if (open.children.length > 0 && open.text.trim() !== '') {
    throw new Error(`text stands between the elements of ${open.name}`);
  }
  return { ...open, text: open.children.length > 0 ? '' : open.text };
}
