import { setTimeout as sleep } from 'node:timers/promises';
import { HresultError } from '../company/index.js';
import type { CompanyLink } from './company-link.js';
import { UpdateFailure } from './update-failure.js';
import type { UpdateSetting } from './update-setting.js';
import type { UpdateCalls } from './update-steps.js';

const US_EDITION = { country: 'US', major: 13, minor: 0 };
const NO_OP_MS = 5000;

interface Answer {
  readonly response: string;
  readonly hresult: string;
  readonly message: string;
}

/** The loop of an update: ask for a request, let QuickBooks process it, hand the answer over. */
export async function exchangeRequests(
  calls: UpdateCalls,
  setting: UpdateSetting,
  link: CompanyLink,
): Promise<void> {
  const { steps, report } = calls;
  let description = setting.options.sendCompanyDescription === false ? '' : describe(link);
  for (;;) {
    steps.round += 1;
    steps.request = undefined;
    steps.response = undefined;
    const request = await sendRequest(calls, setting, description);
    description = '';
    if (request === '' || request === 'NoOp') {
      const error = await lastError(calls);
      if (error !== 'NoOp' && request === '') return;
      await sleep(setting.options.noOpMs ?? NO_OP_MS);
      continue;
    }
    steps.request = request;
    const answer = await process(calls, link, request);
    steps.response = answer.response;
    const exchange = { request, ...answer, percent: undefined };
    report.exchanges.push(exchange);
    const percent = await receiveResponse(calls, answer);
    Object.assign(exchange, { percent });
    if (percent < 0) {
      const error = await lastError(calls);
      Object.assign(report, { outcome: 'failed', status: error });
      return;
    }
    if (percent === 100) return;
    report.status = `${percent}% complete`;
    setting.options.log?.(report.status);
  }
}

function describe(link: CompanyLink): string {
  try {
    return link.describeCompany();
  } catch (error) {
    return UpdateFailure.with('QBWC1014', 'Host, Company or Preferences query failed')(error);
  }
}

async function sendRequest(
  { steps, client, report }: UpdateCalls,
  { options, company }: UpdateSetting,
  description: string,
): Promise<string> {
  const { country, major, minor } = options.edition ?? US_EDITION;
  const parameters = {
    ticket: report.ticket ?? '',
    strHCPResponse: description,
    strCompanyFileName: company.companyFilePath,
    qbXMLCountry: country,
    qbXMLMajorVers: major,
    qbXMLMinorVers: minor,
  };
  return steps
    .call('sendRequestXML', () => client.text('sendRequestXML', parameters))
    .catch(UpdateFailure.with('QBWC1041', 'SendRequestXML failed'));
}

async function process(
  { steps }: UpdateCalls,
  link: CompanyLink,
  request: string,
): Promise<Answer> {
  const before = await steps.tell('processRequest', 'before');
  if (isHresult(before)) return { response: '', ...before };
  try {
    steps.response = await link.process(request);
  } catch (error) {
    if (!(error instanceof HresultError)) throw error;
    const { hresult, message } = error;
    await steps.tell('processRequest', 'after');
    return { response: '', hresult, message };
  }
  const after = await steps.tell('processRequest', 'after');
  if (isHresult(after)) return { response: '', ...after };
  const replaced = typeof after === 'object' && 'response' in after ? after.response : undefined;
  return { response: replaced ?? steps.response, hresult: '', message: '' };
}

async function receiveResponse(
  { steps, client, report }: UpdateCalls,
  answer: Answer,
): Promise<number> {
  const parameters = { ticket: report.ticket ?? '', ...answer };
  const percent = await steps
    .call('receiveResponseXML', () => client.integer('receiveResponseXML', parameters))
    .catch(UpdateFailure.with('QBWC1042', 'ReceiveResponseXML failed'));
  if (percent > 100) throw new UpdateFailure('QBWC1042', `${percent} is no percentage`);
  return percent;
}

async function lastError({ steps, client, report }: UpdateCalls): Promise<string> {
  report.lastError = await steps
    .call('getLastError', () => client.text('getLastError', { ticket: report.ticket ?? '' }))
    .catch(UpdateFailure.with('QBWC1043', 'GetLastError failed'));
  return report.lastError;
}

function isHresult(
  action: unknown,
): action is { readonly hresult: string; readonly message: string } {
  return typeof action === 'object' && action !== null && 'hresult' in action;
}
