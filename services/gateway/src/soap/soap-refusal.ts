/** Why a request was refused, as the log names it. */
export type RefusalEvent =
  | 'soap.parse'
  | 'soap.doctype'
  | 'soap.limits'
  | 'soap.operation'
  | 'soap.action'
  | 'soap.shape'
  | 'soap.encoding'
  | 'soap.version'
  | 'soap.header'
  | 'http.encoding'
  | 'http.too-large'
  | 'http.timeout'
  | 'http.aborted'
  | 'http.method'
  | 'http.path';

/** A request that is none. It is answered with a status and a fixed sentence; nothing of the input is repeated. */
export class SoapRefusal extends Error {
  override readonly name = 'SoapRefusal';
  readonly event: RefusalEvent;
  /** 500 is answered as a SOAP fault, anything else as plain text. */
  readonly status: number;

  constructor(event: RefusalEvent, status = 500) {
    super(event);
    this.event = event;
    this.status = status;
  }
}
