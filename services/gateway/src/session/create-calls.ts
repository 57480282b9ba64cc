import { isAppError } from '@ml-connector/kernel';
import type { Gateway } from '../gateway-ports.js';
import type { WebConnectorCalls } from '../soap/web-connector-calls.js';
import { authenticate } from './authenticate.js';
import { closeSession, connectionFailed, lastError } from './end-session.js';
import { findSession } from './live-session.js';
import { loginAnswer } from './login-answer.js';
import { receiveResponse } from './receive-response.js';
import { sendRequest } from './send-request.js';

const SERVER_VERSION = 'ml-connector 0.1';

/**
 * The operations over the use cases. A well-formed call always gets a value: where the store or the log is away nothing
 * is acknowledged, and the Web Connector is told to come back.
 */
export const createCalls = (gateway: Gateway): WebConnectorCalls => {
  const or = async <Answer>(
    call: string,
    work: Promise<Answer>,
    otherwise: Answer,
  ): Promise<Answer> => {
    try {
      return await work;
    } catch (error) {
      const isPassing = isAppError(error) && error.retryable;
      gateway.logger[isPassing ? 'warn' : 'error'](
        { event: isPassing ? 'call.later' : 'call.failed', call, error },
        'A call of the Web Connector was put off.',
      );
      return otherwise;
    }
  };
  const loggedIn = async (userName: string, password: string): Promise<readonly string[]> => {
    try {
      const login = await authenticate(gateway, { userName, password });
      gateway.signals.login(login.verdict);
      return loginAnswer(login);
    } catch (error) {
      gateway.signals.login('failed');
      throw error;
    }
  };
  return {
    serverVersion: () => SERVER_VERSION,
    // A dialog would stop an update that nobody watches, so every version is welcome.
    clientVersion: () => '',
    authenticate: (userName, password) =>
      or('authenticate', loggedIn(userName, password), ['', 'busy']),
    sendRequestXML: (request) => or('sendRequestXML', sendRequest(gateway, request), 'NoOp'),
    receiveResponseXML: (answer) => or('receiveResponseXML', receiveResponse(gateway, answer), -1),
    connectionError: (ticket, hresult) =>
      or('connectionError', connectionFailed(gateway, ticket, hresult), 'done'),
    getLastError: (ticket) => or('getLastError', lastError(gateway, ticket), 'NoOp'),
    closeConnection: (ticket) => or('closeConnection', closeSession(gateway, ticket), 'OK'),
    isLive: async (ticket) => (await findSession(gateway, ticket)) !== null,
  };
};
