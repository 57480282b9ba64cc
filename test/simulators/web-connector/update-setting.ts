import type { Company } from '../company/index.js';
import type { QwcFile } from './qwc-file.js';
import type { StepHook } from './steps.js';
import type { WebConnectorOptions } from './web-connector-options.js';

/** What one update works with. */
export interface UpdateSetting {
  readonly options: WebConnectorOptions;
  readonly qwc: QwcFile;
  readonly company: Company;
  readonly hook: StepHook | undefined;
  readonly stamp: boolean;
}
