import { afterEach, describe, expect, it } from 'vitest';
import { pauseSeconds } from './auto-run.js';
import { openCompany, type Company } from '../company/index.js';
import {
  escaped,
  startFakeService,
  strings,
  type FakeAnswers,
  type FakeService,
} from './fake-service.js';
import { createWebConnector, type StepHook, type WebConnectorOptions } from './index.js';

const OWNER = '{57F3B9B1-86F1-4FCC-B1EE-566DE1813D20}';
const FILE = '{90A44FB5-33D9-4815-AC85-BC87A7E7D1EB}';
const SET =
  '<?xml version="1.0"?><?qbxml version="13.0"?><QBXML><QBXMLMsgsRq onError="stopOnError"><CustomerAddRq requestID="1"><CustomerAdd><Name>Jane &amp; Co</Name></CustomerAdd></CustomerAddRq></QBXMLMsgsRq></QBXML>';

let services: FakeService[] = [];
afterEach(async () => {
  for (const service of services) await service.close();
  services = [];
});

async function setUp(
  answers: Partial<Record<string, string | (() => string | undefined)>> = {},
  options: Partial<WebConnectorOptions> = {},
) {
  let sent = false;
  const usual: Record<string, string | (() => string | undefined)> = {
    serverVersion: '1.0',
    clientVersion: '',
    authenticate: strings('ticket-1', ''),
    sendRequestXML: () => {
      if (sent) return '';
      sent = true;
      return escaped(SET);
    },
    receiveResponseXML: '100',
    getLastError: 'nothing',
    connectionError: 'done',
    closeConnection: 'OK',
  };
  const reply: FakeAnswers = ({ operation }) => {
    const answer = answers[operation] ?? usual[operation];
    return typeof answer === 'function' ? answer() : answer;
  };
  const service = await startFakeService(reply);
  services.push(service);
  const company = options.company ?? openCompany({ path: ':memory:', now: Date.now });
  const connector = createWebConnector({
    qwc: qwc(service.url),
    password: 'secret',
    company,
    noOpMs: 1,
    ...options,
  });
  return { service, connector, company };
}

function qwc(url: string): string {
  return `<?xml version="1.0"?><QBWCXML><AppName>ml-connector shop</AppName><AppID></AppID><AppURL>${url}</AppURL><AppDescription>Orders</AppDescription><AppSupport>${url}</AppSupport><UserName>shop</UserName><OwnerID>${OWNER}</OwnerID><FileID>${FILE}</FileID><QBType>QBFS</QBType><Scheduler><RunEveryNMinutes>5</RunEveryNMinutes></Scheduler><IsReadOnly>false</IsReadOnly></QBWCXML>`;
}

function at(name: string, phase: string, action: ReturnType<StepHook>): StepHook {
  return (step) => (step.name === name && step.phase === phase ? action : undefined);
}

function customers(company: Company): readonly string[] {
  return company.inspect.lists('Customer').map(({ name }) => name);
}

describe('an update of the Web Connector', () => {
  it('makes its calls in the order of the original', async () => {
    const { connector, company } = await setUp();
    const report = await connector.runUpdate();
    expect(report.calls).toEqual([
      'serverVersion',
      'clientVersion',
      'authenticate',
      'sendRequestXML',
      'receiveResponseXML',
      'closeConnection',
    ]);
    expect(report).toMatchObject({ outcome: 'done', status: 'OK', ticket: 'ticket-1' });
    expect(customers(company)).toContain('Jane & Co');
  });

  it('describes program, company and preferences with the first request of a session only', async () => {
    const rounds = [escaped(SET.replace('Jane', 'Joe')), escaped(SET), ''];
    const { connector, service } = await setUp({
      sendRequestXML: () => rounds.shift(),
      receiveResponseXML: '50',
    });
    await connector.runUpdate();
    const described = service.calls
      .filter(({ operation }) => operation === 'sendRequestXML')
      .map(({ parameters }) => parameters['strHCPResponse'] ?? '');
    expect(described.map((text) => text.length > 0)).toEqual([true, false, false]);
    expect(described[0]).toMatch(/<HostRet>.*<CompanyRet>.*FileID.*<PreferencesRet>/);
  });

  it('stamps FileID under OwnerID into a company that has none', async () => {
    const { connector, company } = await setUp();
    await connector.runUpdate();
    expect(company.inspect.stamps()).toContainEqual(
      expect.objectContaining({ ownerId: OWNER, name: 'FileID', value: FILE }),
    );
  });

  it('reports a refused login as QBWC1040 and closes the connection', async () => {
    const { connector } = await setUp({ authenticate: strings('t', 'nvu') });
    const report = await connector.runUpdate();
    expect(report).toMatchObject({ outcome: 'bad-login', code: 'QBWC1040' });
    expect(report.calls.at(-1)).toBe('closeConnection');
  });

  it('does nothing more where there is no work', async () => {
    const { connector } = await setUp({ authenticate: strings('t', 'none') });
    await expect(connector.runUpdate()).resolves.toMatchObject({ outcome: 'no-work' });
  });

  it('shows a busy application and ends', async () => {
    const { connector } = await setUp({ authenticate: strings('t', 'busy') });
    const report = await connector.runUpdate();
    expect(report).toMatchObject({ outcome: 'busy', status: 'Application Busy' });
  });

  it('postpones and takes the minimum interval from the third and fourth string', async () => {
    const { connector } = await setUp({ authenticate: strings('t', '', '120', '300') });
    await expect(connector.runUpdate()).resolves.toMatchObject({
      outcome: 'postponed',
      status: 'Update postponed by application',
      postponeSeconds: 120,
      minimumIntervalSeconds: 300,
    });
  });

  it('cannot be postponed without Auto-Run', async () => {
    const { connector } = await setUp(
      { authenticate: strings('t', '', '120') },
      { isAutoRun: false },
    );
    const report = await connector.runUpdate();
    expect(report.outcome).toBe('done');
    expect(report.calls).toContain('sendRequestXML');
  });

  it('takes a minimum interval without being postponed', async () => {
    const { connector } = await setUp({ authenticate: strings('t', 'none', '0', '300') });
    const report = await connector.runUpdate();
    expect(report).toMatchObject({ outcome: 'no-work', minimumIntervalSeconds: 300 });
    expect(pauseSeconds(60, report)).toBe(300);
  });

  it('refuses more than four strings and strings of a foreign namespace as QBWC1012', async () => {
    const five = await setUp({ authenticate: strings('t', '', '', '', '') });
    const foreign = await setUp({ authenticate: '<a:string xmlns:a="urn:x">t</a:string>' });
    await expect(five.connector.runUpdate()).resolves.toMatchObject({ code: 'QBWC1012' });
    await expect(foreign.connector.runUpdate()).resolves.toMatchObject({ code: 'QBWC1012' });
  });

  it('reports a fault in sendRequestXML as QBWC1041 and still closes', async () => {
    const { connector } = await setUp({ sendRequestXML: () => undefined });
    const report = await connector.runUpdate();
    expect(report).toMatchObject({ outcome: 'failed', code: 'QBWC1041' });
    expect(report.calls.at(-1)).toBe('closeConnection');
  });

  it('refuses a percentage that is no integer as QBWC1042', async () => {
    const { connector } = await setUp({ receiveResponseXML: '99.5' });
    await expect(connector.runUpdate()).resolves.toMatchObject({ code: 'QBWC1042' });
  });

  it('asks for the last error after a negative percentage', async () => {
    const { connector } = await setUp({
      receiveResponseXML: '-1',
      getLastError: 'order 7 is held',
    });
    const report = await connector.runUpdate();
    expect(report).toMatchObject({ outcome: 'failed', status: 'order 7 is held' });
  });

  it('asks again after NoOp', async () => {
    const rounds = ['NoOp', escaped(SET)];
    const { connector, company } = await setUp({
      sendRequestXML: () => rounds.shift(),
      getLastError: 'NoOp',
    });
    const report = await connector.runUpdate();
    expect(report.outcome).toBe('done');
    expect(customers(company)).toContain('Jane & Co');
  });

  it('calls connectionError when QuickBooks shows a dialog', async () => {
    const { connector, company, service } = await setUp();
    company.faults.modalDialog = true;
    const report = await connector.runUpdate();
    expect(report).toMatchObject({ outcome: 'quickbooks-unavailable', code: 'QBWC1013' });
    expect(
      service.calls.find(({ operation }) => operation === 'connectionError')?.parameters,
    ).toMatchObject({
      hresult: '0x80040414',
    });
  });

  it('hands a parse error over as hresult with an empty response', async () => {
    const { connector, service } = await setUp({ sendRequestXML: escaped('<nonsense/>') });
    const report = await connector.runUpdate();
    expect(report.exchanges[0]).toMatchObject({ response: '', hresult: '0x80040400' });
    expect(service.calls.some(({ parameters }) => parameters['hresult'] === '0x80040400')).toBe(
      true,
    );
  });
});

describe('the time that QuickBooks takes', () => {
  it('is waited for with every request of a set', async () => {
    const { connector, company } = await setUp();
    company.faults.latencyMs = 150;
    const before = performance.now();
    await connector.runUpdate();
    expect(performance.now() - before).toBeGreaterThanOrEqual(145);
  });
});

describe('adding an application', () => {
  it('asks its support address', async () => {
    const { connector } = await setUp();
    await expect(connector.add()).resolves.toBeUndefined();
  });

  it('is refused when nothing answers there', async () => {
    const { connector, service } = await setUp();
    await service.close();
    services = [];
    await expect(connector.add()).rejects.toThrow('QBWC1003');
  });
});

describe('the faults of the Web Connector', () => {
  it('vanishes with a request in hand without another call', async () => {
    const hook = at('processRequest', 'before', 'vanish');
    const { connector, company } = await setUp({}, { onStep: hook });
    const report = await connector.runUpdate();
    expect(report.outcome).toBe('vanished');
    expect(report.calls.at(-1)).toBe('sendRequestXML');
    expect(customers(company)).not.toContain('Jane & Co');
  });

  it('loses the answer of receiveResponseXML after the service had it', async () => {
    const hook = at('receiveResponseXML', 'before', 'drop-answer');
    const { connector, service } = await setUp({}, { onStep: hook });
    await expect(connector.runUpdate()).resolves.toMatchObject({ code: 'QBWC1042' });
    expect(service.calls.map(({ operation }) => operation)).toContain('receiveResponseXML');
  });

  it('delivers an answer twice', async () => {
    const hook = at('receiveResponseXML', 'before', 'duplicate');
    const { connector, service } = await setUp({}, { onStep: hook });
    await connector.runUpdate();
    expect(
      service.calls.filter(({ operation }) => operation === 'receiveResponseXML'),
    ).toHaveLength(2);
  });

  it('loses an answer of QuickBooks behind an hresult after it was executed', async () => {
    const hook = at('processRequest', 'after', { hresult: '0x80040402', message: 'gone' });
    const { connector, company } = await setUp({}, { onStep: hook });
    const report = await connector.runUpdate();
    expect(report.exchanges[0]).toMatchObject({ response: '', hresult: '0x80040402' });
    expect(customers(company)).toContain('Jane & Co');
  });

  it('executes late what it held while it was frozen', async () => {
    let thaw = (): void => {};
    const frozen = new Promise<void>((resolve) => {
      thaw = resolve;
    });
    const { connector, company } = await setUp(
      {},
      { onStep: at('processRequest', 'before', frozen) },
    );
    const running = connector.runUpdate();
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
    const whileFrozen = customers(company);
    thaw();
    await running;
    expect(whileFrozen).not.toContain('Jane & Co');
    expect(customers(company)).toContain('Jane & Co');
  });
});
