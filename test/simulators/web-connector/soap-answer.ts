import { SaxesParser } from 'saxes';

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const SERVICE = 'http://developer.intuit.com/';

interface Node {
  readonly name: string;
  readonly uri: string;
  readonly children: Node[];
  text: string;
}

/**
 * The text of `<op>Result` in a SOAP 1.1 answer, document/literal wrapped, in Intuit's namespace.
 * @throws Error with what is wrong with its shape; a fault is told with its text.
 */
export function readTextResult(xml: string, operation: string): string {
  const result = resultOf(xml, operation);
  if (result.children.length > 0) throw new Error(`${operation}Result holds elements`);
  return result.text;
}

/** The strings of an ArrayOfString result; each must be a `string` of the service's namespace. */
export function readArrayResult(xml: string, operation: string): readonly string[] {
  const result = resultOf(xml, operation);
  if (result.text.trim() !== '') throw new Error(`${operation}Result holds text`);
  return result.children.map((child) => {
    if (child.name === 'string' && child.uri === SERVICE) return child.text;
    throw new Error(`${operation}Result holds a ${child.name} of ${child.uri}`);
  });
}

/** An int result, such as `-1` or `100`. */
export function readIntegerResult(xml: string, operation: string): number {
  const text = readTextResult(xml, operation);
  if (!/^-?\d{1,9}$/.test(text)) throw new Error(`${operation}Result "${text}" is no integer`);
  return Number(text);
}

function resultOf(xml: string, operation: string): Node {
  const envelope = parse(xml);
  if (envelope.name !== 'Envelope' || envelope.uri !== SOAP)
    throw new Error('no SOAP 1.1 envelope');
  const body = only(
    envelope.children.filter(({ name }) => name !== 'Header'),
    'Body',
    SOAP,
  );
  const fault = body.children.find(({ name }) => name === 'Fault');
  if (fault !== undefined) {
    throw new Error(
      `fault: ${fault.children.find(({ name }) => name === 'faultstring')?.text ?? ''}`,
    );
  }
  const response = only(body.children, `${operation}Response`, SERVICE);
  return only(response.children, `${operation}Result`, SERVICE);
}

function only(nodes: readonly Node[], name: string, uri: string): Node {
  const [node] = nodes;
  if (nodes.length === 1 && node?.name === name && node.uri === uri) return node;
  throw new Error(`the answer does not hold exactly one ${name} of ${uri}`);
}

function parse(xml: string): Node {
  const parser = new SaxesParser({ xmlns: true });
  const stack: Node[] = [];
  let root: Node | undefined;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    const node: Node = { name: tag.local, uri: tag.uri, children: [], text: '' };
    stack.at(-1)?.children.push(node);
    root ??= node;
    stack.push(node);
  });
  const addText = (text: string): void => {
    const open = stack.at(-1);
    if (open !== undefined) open.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => stack.pop());
  parser.write(xml).close();
  if (root === undefined) throw new Error('the answer is empty');
  return root;
}
