/** The steps of an update between which a test can act. */
export type StepName =
  | 'serverVersion'
  | 'clientVersion'
  | 'authenticate'
  | 'openCompany'
  | 'sendRequestXML'
  | 'processRequest'
  | 'receiveResponseXML'
  | 'getLastError'
  | 'connectionError'
  | 'closeConnection';

/** A moment of an update. */
export interface ConnectorStep {
  readonly name: StepName;
  readonly phase: 'before' | 'after';
  /** Which sendRequestXML of the session it belongs to, from 1; 0 before the first. */
  readonly round: number;
  /** The request in hand, where there is one. */
  readonly request: string | undefined;
  /** QuickBooks' answer, where there is one. */
  readonly response: string | undefined;
}

/**
 * What a test makes happen at a step: `vanish` ends the process there and then; `drop-answer`
 * (before a call) makes the call and loses its answer; `duplicate` (before a call) makes it twice;
 * `hresult` lets processRequest fail, before or after QuickBooks executed it; `response` replaces
 * QuickBooks' answer.
 */
export type StepAction =
  | 'vanish'
  | 'drop-answer'
  | 'duplicate'
  | { readonly hresult: string; readonly message: string }
  | { readonly response: string };

/** Called before and after every step; a pending promise freezes the Web Connector there. */
export type StepHook = (step: ConnectorStep) => MaybeAction | Promise<MaybeAction>;
type MaybeAction = StepAction | undefined | void;

/** Thrown inside an update when the Web Connector is gone. */
export class Vanished extends Error {
  override readonly name = 'Vanished';
}
