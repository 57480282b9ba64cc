/** The operations as the gateway serves them. A value that came is a string of any length; what was left out is empty. */
export interface WebConnectorCalls {
  serverVersion(): string;
  clientVersion(version: string): string;
  authenticate(userName: string, password: string): Promise<readonly string[]>;
  sendRequestXML(request: SendRequest): Promise<string>;
  receiveResponseXML(answer: ReceivedResponse): Promise<number>;
  connectionError(ticket: string, hresult: string, message: string): Promise<string>;
  getLastError(ticket: string): Promise<string>;
  closeConnection(ticket: string): Promise<string>;
  /** Whether a session with this ticket is under way: only then may an answer be large. */
  isLive(ticket: string): Promise<boolean>;
}

export interface SendRequest {
  readonly ticket: string;
  readonly hcpResponse: string;
  readonly companyFileName: string;
  readonly country: string;
  readonly majorVersion: string;
  readonly minorVersion: string;
}

export interface ReceivedResponse {
  readonly ticket: string;
  readonly response: string;
  readonly hresult: string;
  readonly message: string;
}
