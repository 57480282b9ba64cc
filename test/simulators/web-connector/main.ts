import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import {
  companyRoutes,
  openCompany,
  startControlServer,
  type Company,
  type ControlServer,
  type SeedOptions,
} from '../company/index.js';
import { autoRun } from './auto-run.js';
import { createWebConnector, readQwcFile, type UpdateReport, type WebConnector } from './index.js';
import { StepScript } from './step-script.js';

const USAGE = `Usage: main.js --qwc file.qwc --password x --company file [--control-port n] [--interval s] [--once] [--seed seed.json] [--no-op-ms n]
  --company       the company file; made from the sample company where it does not exist
  --control-port  JSON over HTTP on 127.0.0.1: GET /documents /lists /journal /counts /reports …, POST /run /faults /acts /steps
  --interval      seconds between automatic updates; default: the scheduler of the .qwc file; 0: none
  --once          runs one update and ends: 0 when it went well, else 1
  --seed          JSON with {settings, accounts, items, names} for a new file
  --no-op-ms      milliseconds to wait after NoOp; default 5000, as the original`;

const { values } = parseArgs({
  options: {
    qwc: { type: 'string' },
    password: { type: 'string' },
    company: { type: 'string' },
    'control-port': { type: 'string' },
    interval: { type: 'string' },
    once: { type: 'boolean', default: false },
    seed: { type: 'string' },
    'no-op-ms': { type: 'string', default: '5000' },
  },
});

process.exitCode = await main();

function log(line: string): void {
  console.log(`${new Date().toISOString()} ${line}`);
}

async function main(): Promise<number> {
  const { qwc, password, company: path } = values;
  if (qwc === undefined || password === undefined || path === undefined) {
    console.error(USAGE);
    return 2;
  }
  const company = openCompany({ path, now: Date.now, seed: readSeed(values.seed) });
  const script = new StepScript();
  const qwcText = readFileSync(qwc, 'utf8');
  const everySeconds =
    values.interval === undefined
      ? (readQwcFile(qwcText).everySeconds ?? 0)
      : Number(values.interval);
  const connector = createWebConnector({
    qwc: qwcText,
    password,
    isAutoRun: !values.once && everySeconds > 0,
    company,
    onStep: script.hook,
    noOpMs: Number(values['no-op-ms']),
    log,
  });
  try {
    if (values.once) return exitCodeOf(await connector.runUpdate());
    return await serve({ company, connector, script, everySeconds });
  } finally {
    company.close();
  }
}

async function serve({
  company,
  connector,
  script,
  everySeconds,
}: {
  company: Company;
  connector: WebConnector;
  script: StepScript;
  /** 0: Auto-Run is not ticked. */
  everySeconds: number;
}): Promise<number> {
  const reports: UpdateReport[] = [];
  let running: Promise<UpdateReport> | undefined;
  const run = (): Promise<UpdateReport> => {
    running ??= connector.runUpdate().then((report) => {
      reports.push(report);
      running = undefined;
      return report;
    });
    return running;
  };
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  let open = company;
  const control = await startControl(
    {
      ...companyRoutes(() => open),
      ...script.routes(),
      'GET /reports': () => reports.slice(-100),
      'POST /run': run,
      'POST /swap': ({ body }) => {
        open = otherCompany(String(body['path']));
        connector.openCompany(open);
      },
      'POST /quit': () => stop.abort(),
    },
    values['control-port'],
  );
  if (control !== undefined) log(`control port http://127.0.0.1:${control.port}`);
  if (everySeconds > 0) {
    await autoRun({ everySeconds, run, signal: stop.signal });
  } else if (!stop.signal.aborted) {
    await new Promise((resolve) => {
      stop.signal.addEventListener('abort', resolve, { once: true });
    });
  }
  await control?.close();
  return 0;
}

async function startControl(
  routes: Parameters<typeof startControlServer>[0],
  port: string | undefined,
): Promise<ControlServer | undefined> {
  return port === undefined ? undefined : startControlServer(routes, Number(port));
}

/** Another company file, opened in QuickBooks on the same PC under a path of its own. */
function otherCompany(path: string): Company {
  const companyFilePath = `C:\\Books\\${basename(path)}.qbw`;
  return openCompany({ path, now: Date.now, seed: readSeed(values.seed), companyFilePath });
}

function readSeed(path: string | undefined): SeedOptions {
  if (path === undefined) return {};
  const seed: SeedOptions = JSON.parse(readFileSync(path, 'utf8'));
  return seed;
}

function exitCodeOf({ outcome }: UpdateReport): number {
  return outcome === 'done' || outcome === 'no-work' ? 0 : 1;
}
