/** One call of the Web Connector: its parameters in order, and what an empty or unserved answer looks like. */
export interface Operation {
  readonly parameters: readonly string[];
  readonly result: 'string' | 'int' | 'strings';
}

const NAMES = [
  'serverVersion',
  'clientVersion',
  'authenticate',
  'sendRequestXML',
  'receiveResponseXML',
  'connectionError',
  'getLastError',
  'closeConnection',
  'getInteractiveURL',
  'interactiveRejected',
  'interactiveDone',
] as const;

export type OperationName = (typeof NAMES)[number];

/** Every operation of `QBWebConnectorSvcSoap`, as the Web Connector's own description has them. */
export const OPERATIONS: Readonly<Record<OperationName, Operation>> = {
  // One old description gives serverVersion a parameter, so some clients send it; it means nothing.
  serverVersion: { parameters: ['strVersion', 'ticket'], result: 'string' },
  clientVersion: { parameters: ['strVersion'], result: 'string' },
  authenticate: { parameters: ['strUserName', 'strPassword'], result: 'strings' },
  sendRequestXML: {
    parameters: [
      'ticket',
      'strHCPResponse',
      'strCompanyFileName',
      'qbXMLCountry',
      'qbXMLMajorVers',
      'qbXMLMinorVers',
    ],
    result: 'string',
  },
  receiveResponseXML: { parameters: ['ticket', 'response', 'hresult', 'message'], result: 'int' },
  connectionError: { parameters: ['ticket', 'hresult', 'message'], result: 'string' },
  getLastError: { parameters: ['ticket'], result: 'string' },
  closeConnection: { parameters: ['ticket'], result: 'string' },
  getInteractiveURL: { parameters: ['wcTicket', 'sessionID'], result: 'string' },
  interactiveRejected: { parameters: ['wcTicket', 'reason'], result: 'string' },
  interactiveDone: { parameters: ['wcTicket'], result: 'string' },
};

const byName: ReadonlyMap<string, OperationName> = new Map(NAMES.map((name) => [name, name]));

/** The operation of that name, or `null`: looked up in a map, so that no name of the language's own objects is found. */
export const operationNamed = (name: string): OperationName | null => byName.get(name) ?? null;

/** The namespace of all operations and their parameters. */
export const QBWC_NAMESPACE = 'http://developer.intuit.com/';
