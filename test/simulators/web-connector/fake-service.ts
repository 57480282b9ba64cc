import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call that a fake service received. */
export interface FakeCall {
  readonly operation: string;
  /** Parameters by name, unescaped. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** The inner XML of `<op>Result` for a call, or undefined to answer with a fault. */
export type FakeAnswers = (call: FakeCall) => string | undefined;

/** A service that speaks the Web Connector's protocol and does what a test says. */
export interface FakeService {
  readonly url: string;
  readonly calls: FakeCall[];
  close(): Promise<void>;
}

/** Starts a fake service on a free port of localhost. */
export async function startFakeService(answers: FakeAnswers): Promise<FakeService> {
  const calls: FakeCall[] = [];
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      response.setHeader('content-type', 'text/xml');
      response.end(wsdl());
      return;
    }
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const call = readCall(body);
      calls.push(call);
      const result = answers(call);
      response.statusCode = result === undefined ? 500 : 200;
      response.setHeader('content-type', 'text/xml; charset=utf-8');
      response.end(result === undefined ? fault() : answer(call.operation, result));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, 'localhost', resolve);
  });
  return { url: `http://localhost:${portOf(server)}/qbwc`, calls, close: () => closed(server) };
}

/** The array of authenticate. */
export function strings(...values: readonly string[]): string {
  return values.map((value) => `<string>${value}</string>`).join('');
}

/** Text as it travels inside a result. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  serverVersion: [],
  clientVersion: ['strVersion'],
  authenticate: ['strUserName', 'strPassword'],
  sendRequestXML: [
    'ticket',
    'strHCPResponse',
    'strCompanyFileName',
    'qbXMLCountry',
    'qbXMLMajorVers',
    'qbXMLMinorVers',
  ],
  receiveResponseXML: ['ticket', 'response', 'hresult', 'message'],
  connectionError: ['ticket', 'hresult', 'message'],
  getLastError: ['ticket'],
  closeConnection: ['ticket'],
};
const NAMESPACE = 'http://developer.intuit.com/';

function readCall(body: string): FakeCall {
  const operation = Object.keys(OPERATIONS).find((name) =>
    new RegExp(`<(\\w+:)?${name}[\\s/>]`).test(body),
  );
  const parameters: Record<string, string> = {};
  for (const name of OPERATIONS[operation ?? ''] ?? []) {
    const found = new RegExp(`<(?:\\w+:)?${name}>([^<]*)</`).exec(body)?.[1] ?? '';
    parameters[name] = found
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&apos;', "'")
      .replaceAll('&amp;', '&');
  }
  return { operation: operation ?? '', parameters };
}

function answer(operation: string, result: string): string {
  return `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><${operation}Response xmlns="${NAMESPACE}"><${operation}Result>${result}</${operation}Result></${operation}Response></soap:Body></soap:Envelope>`;
}

function fault(): string {
  return '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><soap:Fault><faultcode>soap:Server</faultcode><faultstring>broken</faultstring></soap:Fault></soap:Body></soap:Envelope>';
}

function wsdl(): string {
  const names = Object.keys(OPERATIONS);
  const elements = names.map(
    (name) =>
      `<s:element name="${name}"><s:complexType><s:sequence>${parametersOf(name)}</s:sequence></s:complexType></s:element>
       <s:element name="${name}Response"><s:complexType><s:sequence>${element(`${name}Result`, typeOf(name))}</s:sequence></s:complexType></s:element>`,
  );
  const messages = names.map(
    (name) =>
      `<wsdl:message name="${name}SoapIn"><wsdl:part name="parameters" element="tns:${name}"/></wsdl:message>
       <wsdl:message name="${name}SoapOut"><wsdl:part name="parameters" element="tns:${name}Response"/></wsdl:message>`,
  );
  const operations = names.map(
    (name) =>
      `<wsdl:operation name="${name}"><wsdl:input message="tns:${name}SoapIn"/><wsdl:output message="tns:${name}SoapOut"/></wsdl:operation>`,
  );
  const bindings = names.map(
    (name) =>
      `<wsdl:operation name="${name}"><soap:operation soapAction="${NAMESPACE}${name}" style="document"/><wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output></wsdl:operation>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<wsdl:definitions xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:tns="${NAMESPACE}" xmlns:s="http://www.w3.org/2001/XMLSchema" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" targetNamespace="${NAMESPACE}">
<wsdl:types><s:schema elementFormDefault="qualified" targetNamespace="${NAMESPACE}">${elements.join('')}
<s:complexType name="ArrayOfString"><s:sequence><s:element minOccurs="0" maxOccurs="unbounded" name="string" nillable="true" type="s:string"/></s:sequence></s:complexType></s:schema></wsdl:types>
${messages.join('')}<wsdl:portType name="QBWebConnectorSvcSoap">${operations.join('')}</wsdl:portType>
<wsdl:binding name="QBWebConnectorSvcSoap" type="tns:QBWebConnectorSvcSoap"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>${bindings.join('')}</wsdl:binding>
<wsdl:service name="QBWebConnectorSvc"><wsdl:port name="QBWebConnectorSvcSoap" binding="tns:QBWebConnectorSvcSoap"><soap:address location="http://localhost/qbwc"/></wsdl:port></wsdl:service></wsdl:definitions>`;
}

function parametersOf(operation: string): string {
  return (OPERATIONS[operation] ?? [])
    .map((name) => element(name, name.startsWith('qbXMLM') ? 's:int' : 's:string'))
    .join('');
}

function typeOf(operation: string): string {
  if (operation === 'authenticate') return 'tns:ArrayOfString';
  return operation === 'receiveResponseXML' ? 's:int' : 's:string';
}

function element(name: string, type: string): string {
  return `<s:element minOccurs="${type === 's:int' ? 1 : 0}" maxOccurs="1" name="${name}" type="${type}"/>`;
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
