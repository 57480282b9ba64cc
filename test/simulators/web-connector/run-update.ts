import { HresultError, type Company } from '../company/index.js';
import { CompanyLink } from './company-link.js';
import { exchangeRequests } from './exchange-requests.js';
import { ServiceClient } from './service-client.js';
import { Vanished } from './steps.js';
import { UpdateFailure } from './update-failure.js';
import { emptyReport, type UpdateReport } from './update-report.js';
import type { UpdateSetting } from './update-setting.js';
import { UpdateSteps, type UpdateCalls } from './update-steps.js';

const DEFAULT_VERSION = '2.3.0.215';
const MOST_RETRIES = 5;

/** Runs one update in the call order of the original; what fails stands in the report. */
export async function runUpdate(setting: UpdateSetting): Promise<UpdateReport> {
  const report = emptyReport();
  const log = setting.options.log ?? (() => {});
  log(`${setting.qwc.appName}: update started`);
  try {
    await update(setting, report);
  } catch (error) {
    note(report, error);
  }
  log(`${setting.qwc.appName}: ${[report.code, report.status].filter(Boolean).join(': ')}`);
  return report;
}

async function update(setting: UpdateSetting, report: UpdateReport): Promise<void> {
  const { options, qwc } = setting;
  const steps = new UpdateSteps({ hook: setting.hook, log: options.log }, report);
  const client = await ServiceClient.connect(qwc.appUrl, options.timeoutMs ?? 60_000).catch(
    UpdateFailure.with('QBWC1012', 'Authentication failed'),
  );
  const calls: UpdateCalls = { steps, client, report };
  await greet(calls, options.version ?? DEFAULT_VERSION);
  const path = await logIn(calls, setting);
  if (path === undefined) return;
  const link = await openCompany(calls, setting, path);
  if (link === undefined) return closeConnection(calls);
  try {
    await exchangeRequests(calls, setting, link);
  } catch (error) {
    if (error instanceof Vanished) link.drop();
    note(report, error);
    if (error instanceof Vanished) return undefined;
  }
  link.close();
  return closeConnection(calls);
}

async function greet({ steps, client }: UpdateCalls, version: string): Promise<void> {
  if (client.offers('serverVersion')) {
    await steps
      .call('serverVersion', () => client.text('serverVersion', {}))
      .catch(UpdateFailure.with('QBWC1012', 'The server did not answer'));
  }
  if (!client.offers('clientVersion')) return;
  const answer = await steps
    .call('clientVersion', () => client.text('clientVersion', { strVersion: version }))
    .catch(UpdateFailure.with('QBWC1036', 'clientVersion failed'));
  if (answer === '' || /^[WO]:/.test(answer)) return;
  if (answer.startsWith('E:')) throw new UpdateFailure('QBWC1037', answer.slice(2));
  throw new UpdateFailure('QBWC1046', `clientVersion answered "${answer}"`);
}

/** Logs in; gives the path of the company file to work on, or undefined when the update ends. */
async function logIn(
  calls: UpdateCalls,
  { options, qwc }: UpdateSetting,
): Promise<string | undefined> {
  const { steps, client, report } = calls;
  const parameters = { strUserName: qwc.userName, strPassword: options.password };
  const answer = await steps
    .call('authenticate', () => client.array('authenticate', parameters))
    .catch(UpdateFailure.with('QBWC1012', 'Authentication failed'));
  if (answer.length < 2 || answer.length > 4) {
    throw new UpdateFailure('QBWC1012', `authenticate answered ${answer.length} strings`);
  }
  const [ticket, verdict = '', postpone, minimum] = answer;
  report.ticket = ticket;
  report.minimumIntervalSeconds = secondsOf(minimum);
  report.postponeSeconds = secondsOf(postpone);
  if (verdict === 'nvu') {
    Object.assign(report, {
      outcome: 'bad-login',
      code: 'QBWC1040',
      status: 'Authentication failed: user name or password',
    });
  } else if (verdict === 'none') {
    Object.assign(report, { outcome: 'no-work', status: 'No data exchange required' });
  } else if (verdict === 'busy') {
    Object.assign(report, { outcome: 'busy', status: 'Application Busy' });
    return undefined;
  } else if (options.isAutoRun !== false && (report.postponeSeconds ?? 0) > 0) {
    Object.assign(report, { outcome: 'postponed', status: 'Update postponed by application' });
    return undefined;
  } else {
    return verdict;
  }
  await closeConnection(calls);
  return undefined;
}

async function openCompany(
  { steps, client, report }: UpdateCalls,
  { company, qwc, stamp }: UpdateSetting,
  asked: string,
): Promise<CompanyLink | undefined> {
  let path = asked;
  for (let attempt = 0; attempt < MOST_RETRIES; attempt += 1) {
    try {
      await steps.tell('openCompany', 'before');
      checkPath(company, path);
      const link = CompanyLink.open(company, qwc);
      if (stamp) link.stampFileId();
      link.lock('LOCKED');
      await steps.tell('openCompany', 'after');
      return link;
    } catch (error) {
      if (!(error instanceof HresultError)) throw error;
      const { hresult, message } = error;
      const parameters = { ticket: report.ticket ?? '', hresult, message };
      const answer = await steps
        .call('connectionError', () => client.text('connectionError', parameters))
        .catch(UpdateFailure.with('QBWC1045', 'connectionError failed'));
      Object.assign(report, {
        outcome: 'quickbooks-unavailable',
        code: 'QBWC1013',
        status: message,
      });
      if (answer.toLowerCase() === 'done') return undefined;
      path = answer;
    }
  }
  return undefined;
}

function checkPath(company: Company, path: string): void {
  if (path === '' || path.toLowerCase() === company.companyFilePath.toLowerCase()) return;
  throw new HresultError(
    '0x8004040A',
    'A QuickBooks company data file is already open and it is different from the one requested.',
  );
}

async function closeConnection({ steps, client, report }: UpdateCalls): Promise<void> {
  report.closeText = await steps
    .call('closeConnection', () => client.text('closeConnection', { ticket: report.ticket ?? '' }))
    .catch(UpdateFailure.with('QBWC1044', 'closeConnection failed'));
  if (report.outcome === 'done') report.status = report.closeText;
}

function note(report: UpdateReport, error: unknown): void {
  if (error instanceof Vanished) {
    Object.assign(report, { outcome: 'vanished', status: 'The Web Connector is gone' });
  } else if (error instanceof UpdateFailure) {
    // What went wrong first is what the status column shows.
    if (report.outcome !== 'failed')
      Object.assign(report, { outcome: 'failed', code: error.code, status: error.message });
  } else {
    throw error;
  }
}

function secondsOf(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  if (!/^\d{1,9}$/.test(text))
    throw new UpdateFailure('QBWC1012', `"${text}" is no number of seconds`);
  return Number(text);
}
