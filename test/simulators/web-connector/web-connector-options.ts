import type { Company } from '../company/index.js';
import type { StepHook } from './steps.js';

/** How a Web Connector is set up. */
export interface WebConnectorOptions {
  /** The text of the `.qwc` file. */
  readonly qwc: string;
  /** What the user typed as password. */
  readonly password: string;
  /** The company file that is open in QuickBooks on this PC. */
  readonly company: Company;
  /** Whether Auto-Run is ticked: only then may the service postpone an update. Default true. */
  readonly isAutoRun?: boolean;
  /** Called before and after every step. */
  readonly onStep?: StepHook;
  /** Lines as the original writes them into its log. */
  readonly log?: (line: string) => void;
  /** Sends Host, Company and Preferences with the first sendRequestXML; default true. */
  readonly sendCompanyDescription?: boolean;
  /** Stamps FileID into a company without one at the first session; default true. */
  readonly stampFileId?: boolean;
  /** Milliseconds to wait after `NoOp`; default 5000. */
  readonly noOpMs?: number;
  /** Milliseconds after which a call counts as failed; default 60000. */
  readonly timeoutMs?: number;
  /** The version told to clientVersion. */
  readonly version?: string;
  /** Country and highest qbXML version told to sendRequestXML; default US, 13, 0. */
  readonly edition?: { readonly country: string; readonly major: number; readonly minor: number };
}
