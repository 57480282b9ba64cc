import type { Company } from '../company/index.js';
import { readQwcFile, QwcError, type QwcFile } from './qwc-file.js';
import type { StepHook } from './steps.js';
import { runUpdate } from './run-update.js';
import type { UpdateReport } from './update-report.js';
import type { UpdateSetting } from './update-setting.js';
import type { WebConnectorOptions } from './web-connector-options.js';

/** One application in the Web Connector of one PC. */
export interface WebConnector {
  readonly qwc: QwcFile;
  /** Adds the application: AppSupport must answer. @throws QwcError */
  add(): Promise<void>;
  /** Runs one update from serverVersion to the end; it never throws. */
  runUpdate(): Promise<UpdateReport>;
  /** Opens another company file in QuickBooks. */
  openCompany(company: Company): void;
  /** Replaces the hook between the steps. */
  onStep(hook: StepHook | undefined): void;
}

/** @throws QwcError when the `.qwc` file is not one that the Web Connector takes. */
export function createWebConnector(options: WebConnectorOptions): WebConnector {
  const qwc = readQwcFile(options.qwc);
  let { company, onStep } = options;
  let stamped = options.stampFileId === false;
  return {
    qwc,
    async add() {
      if (qwc.isReadOnly)
        throw new QwcError('QBWC1039', 'FileID cannot be written: IsReadOnly is true');
      await checkSupport(qwc);
    },
    async runUpdate() {
      const setting: UpdateSetting = { options, qwc, company, hook: onStep, stamp: !stamped };
      const report = await runUpdate(setting);
      stamped ||= report.calls.includes('sendRequestXML');
      return report;
    },
    openCompany: (other) => {
      company = other;
    },
    onStep: (hook) => {
      onStep = hook;
    },
  };
}

async function checkSupport(qwc: QwcFile): Promise<void> {
  const answer = await fetch(qwc.appSupport).catch(() => undefined);
  if (answer === undefined) throw new QwcError('QBWC1003', 'AppSupport does not answer');
  if (answer.status !== 200 && answer.status !== 202) {
    throw new QwcError('QBWC1004', `AppSupport answers ${answer.status}`);
  }
}
