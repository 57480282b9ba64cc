import type { SoapCall } from './read-call.js';
import type { WebConnectorCalls } from './web-connector-calls.js';
import type { SoapResult } from './write-answer.js';

/** Runs a call. The three interactive operations are refused politely: nothing here ever asks for them. */
export const dispatchCall = async (
  calls: WebConnectorCalls,
  { operation, parameters }: SoapCall,
): Promise<SoapResult> => {
  const value = (name: string): string => parameters.get(name) ?? '';
  switch (operation) {
    case 'serverVersion':
      return calls.serverVersion();
    case 'clientVersion':
      return calls.clientVersion(value('strVersion'));
    case 'authenticate':
      return await calls.authenticate(value('strUserName'), value('strPassword'));
    case 'sendRequestXML':
      return await calls.sendRequestXML({
        ticket: value('ticket'),
        hcpResponse: value('strHCPResponse'),
        companyFileName: value('strCompanyFileName'),
        country: value('qbXMLCountry'),
        majorVersion: value('qbXMLMajorVers'),
        minorVersion: value('qbXMLMinorVers'),
      });
    case 'receiveResponseXML':
      return await calls.receiveResponseXML({
        ticket: value('ticket'),
        response: value('response'),
        hresult: value('hresult'),
        message: value('message'),
      });
    case 'connectionError':
      return await calls.connectionError(value('ticket'), value('hresult'), value('message'));
    case 'getLastError':
      return await calls.getLastError(value('ticket'));
    case 'closeConnection':
      return await calls.closeConnection(value('ticket'));
    case 'getInteractiveURL':
      return '';
    case 'interactiveRejected':
      return 'ml-connector has no interactive mode.';
    case 'interactiveDone':
      return 'Done';
  }
};
