import { SaxesParser } from 'saxes';

/** An element of a test's own reading of qbXML. */
export interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Node[];
  text: string;
}

export const readTree = (xml: string): Node => {
  const root: Node = { name: '', attributes: {}, children: [], text: '' };
  const stack = [root];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const node: Node = { name, attributes, children: [], text: '' };
    stack.at(-1)?.children.push(node);
    stack.push(node);
  });
  parser.on('text', (text) => {
    const top = stack.at(-1);
    if (top) top.text += text;
  });
  parser.on('closetag', () => stack.pop());
  parser.write(xml).close();
  return root.children[0] ?? root;
};

export const child = (node: Node, name: string): Node | undefined =>
  node.children.find((one) => one.name === name);

export const textOf = (node: Node, name: string): string | undefined => child(node, name)?.text;
