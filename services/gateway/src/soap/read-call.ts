import { SaxesParser, type SaxesTagNS } from 'saxes';
import {
  OPERATIONS,
  operationNamed,
  QBWC_NAMESPACE,
  type Operation,
  type OperationName,
} from './operations.js';
import { SoapRefusal, type RefusalEvent } from './soap-refusal.js';

/** A call as the envelope tells it. A parameter that was left out is absent. */
export interface SoapCall {
  readonly operation: OperationName;
  readonly parameters: ReadonlyMap<string, string>;
}

const SOAP_11 = 'http://schemas.xmlsoap.org/soap/envelope/';
const XMLNS = 'http://www.w3.org/2000/xmlns/';
const MAX_DEPTH = 16;
const MAX_ELEMENTS = 64;
const MAX_ATTRIBUTES = 32;
const MAX_NAME = 1_024;
const MAX_ATTRIBUTE = 4_096;
const BLANK = /^[\t\n\r ]*$/;

/**
 * Reads a SOAP 1.1 envelope with one call of the Web Connector in it, strictly: one pass, bounded depth and number of
 * elements, no document type, scalar parameters, each at most once.
 * @throws SoapRefusal for everything else.
 */
export const readCall = (xml: string): SoapCall => {
  if (xml.includes('<!DOCTYPE')) refuse('soap.doctype');
  const reader = new CallReader();
  const parser = new SaxesParser({ xmlns: true, position: false });
  parser.on('xmldecl', (declaration) => {
    if (declaration.version !== '1.0') refuse('soap.version');
  });
  parser.on('doctype', () => refuse('soap.doctype'));
  parser.on('processinginstruction', () => refuse('soap.shape'));
  parser.on('opentagstart', (tag) => reader.start(tag.name));
  parser.on('attribute', (attribute) => reader.attribute(attribute.name, attribute.value));
  parser.on('opentag', (tag) => reader.open(tag));
  parser.on('text', (text) => reader.text(text));
  parser.on('cdata', (text) => reader.cdata(text));
  parser.on('comment', () => reader.comment());
  parser.on('closetag', () => reader.close());
  try {
    parser.write(xml).close();
  } catch (error) {
    throw error instanceof SoapRefusal ? error : new SoapRefusal('soap.parse');
  }
  return reader.call();
};

const refuse = (event: RefusalEvent): never => {
  throw new SoapRefusal(event);
};

/** What has been seen of one envelope. Levels: 1 Envelope, 2 Header or Body, 3 the operation, 4 a parameter. */
class CallReader {
  private depth = 0;
  private elements = 0;
  private attributes = 0;
  private section: 'none' | 'header' | 'body' = 'none';
  private bodies = 0;
  private operation: OperationName | null = null;
  private shape: Operation | null = null;
  private readonly parameters = new Map<string, string>();
  private parameter: string | null = null;
  private value = '';

  start(name: string): void {
    this.elements += 1;
    this.attributes = 0;
    if (this.elements > MAX_ELEMENTS || this.depth >= MAX_DEPTH || name.length > MAX_NAME) {
      refuse('soap.limits');
    }
  }

  attribute(name: string, value: string): void {
    this.attributes += 1;
    const tooMuch =
      this.attributes > MAX_ATTRIBUTES || name.length > MAX_NAME || value.length > MAX_ATTRIBUTE;
    if (tooMuch) refuse('soap.limits');
  }

  open(tag: SaxesTagNS): void {
    this.depth += 1;
    if (this.depth === 1) this.openEnvelope(tag);
    else if (this.depth === 2) this.openSection(tag);
    else if (this.section === 'header') refuseIfMustUnderstand(tag);
    else if (this.depth === 3) this.openOperation(tag);
    else this.openParameter(tag);
  }

  private openEnvelope(tag: SaxesTagNS): void {
    if (tag.local !== 'Envelope') refuse('soap.shape');
    if (tag.uri !== SOAP_11) refuse('soap.version');
  }

  private openSection(tag: SaxesTagNS): void {
    if (tag.uri !== SOAP_11 || this.bodies > 0) refuse('soap.shape');
    if (tag.local === 'Header' && this.section === 'none') this.section = 'header';
    else if (tag.local === 'Body') {
      this.section = 'body';
      this.bodies += 1;
    } else refuse('soap.shape');
  }

  private openOperation(tag: SaxesTagNS): void {
    if (this.operation !== null) refuse('soap.shape');
    const operation = tag.uri === QBWC_NAMESPACE ? operationNamed(tag.local) : null;
    if (operation === null) throw new SoapRefusal('soap.operation');
    if (hasOwnAttributes(tag)) refuse('soap.shape');
    this.operation = operation;
    this.shape = OPERATIONS[operation];
  }

  private openParameter(tag: SaxesTagNS): void {
    const known = tag.uri === QBWC_NAMESPACE && this.shape?.parameters.includes(tag.local);
    if (this.depth !== 4 || !known || this.parameters.has(tag.local) || hasOwnAttributes(tag)) {
      refuse('soap.shape');
    }
    this.parameter = tag.local;
    this.value = '';
  }

  text(text: string): void {
    if (this.parameter !== null) this.value += text;
    else if (this.section !== 'header' && !BLANK.test(text)) refuse('soap.shape');
  }

  cdata(text: string): void {
    if (this.parameter === 'response') this.value += text;
    else refuse('soap.shape');
  }

  comment(): void {
    if (this.parameter !== null) refuse('soap.shape');
  }

  close(): void {
    if (this.depth === 4 && this.parameter !== null) {
      this.parameters.set(this.parameter, this.value);
      this.parameter = null;
    }
    this.depth -= 1;
  }

  call(): SoapCall {
    if (this.operation === null) throw new SoapRefusal('soap.shape');
    return { operation: this.operation, parameters: this.parameters };
  }
}

const hasOwnAttributes = (tag: SaxesTagNS): boolean =>
  Object.values(tag.attributes).some((attribute) => attribute.uri !== XMLNS);

const refuseIfMustUnderstand = (tag: SaxesTagNS): void => {
  const demanded = Object.values(tag.attributes).some(
    ({ uri, local, value }) => uri === SOAP_11 && local === 'mustUnderstand' && value !== '0',
  );
  if (demanded) refuse('soap.header');
};
