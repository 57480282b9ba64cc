/** An element as the model of QuickBooks reads it. Knows nothing of the gateway's own reader. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const TOKEN = /<(\/?)(\w+)((?:\s+\w+="[^"]*")*)\s*(\/?)>|<\?[^>]*\?>|([^<]+)/g;
const ATTRIBUTE = /(\w+)="([^"]*)"/g;

/** Reads XML that a machine wrote: no comments, no CDATA, no DOCTYPE. @returns the outermost element. */
export const readXml = (xml: string): Element => {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const stack = [root];
  for (const [, closing, name, attributes, empty, text] of xml.matchAll(TOKEN)) {
    const top = stack.at(-1) ?? root;
    if (text !== undefined) top.text += unescape(text);
    else if (closing === '/') stack.pop();
    else if (name !== undefined) {
      const element: Element = { name, attributes: pairs(attributes), children: [], text: '' };
      top.children.push(element);
      if (empty !== '/') stack.push(element);
    }
  }
  return root.children[0] ?? root;
};

const pairs = (attributes = ''): Record<string, string> => {
  const found: Record<string, string> = {};
  for (const [, name, value] of attributes.matchAll(ATTRIBUTE)) {
    if (name !== undefined) found[name] = unescape(value ?? '');
  }
  return found;
};

const unescape = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:lt|gt|quot|apos|amp|#(\d+));/g, (entity, code?: string) =>
        code === undefined ? (ENTITIES[entity] ?? entity) : String.fromCodePoint(Number(code)),
      )
    : text;

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&',
};

export const childOf = (element: Element, name: string): Element | undefined =>
  element.children.find((child) => child.name === name);

export const textsOf = (element: Element, name: string): readonly string[] =>
  element.children.flatMap((child) => (child.name === name ? [child.text] : []));

export const textOf = (element: Element, name: string): string | undefined =>
  childOf(element, name)?.text;

export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
