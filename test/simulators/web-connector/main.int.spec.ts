import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { escaped, startFakeService, strings, type FakeService } from './fake-service.js';

const testFolder = join(import.meta.dirname, '../..');
const SET =
  '<?xml version="1.0"?><?qbxml version="13.0"?><QBXML><QBXMLMsgsRq onError="stopOnError"><CustomerAddRq requestID="1"><CustomerAdd><Name>From Main</Name></CustomerAdd></CustomerAddRq></QBXMLMsgsRq></QBXML>';

let folder = '';
let entry = '';
let service: FakeService | undefined;
let child: ChildProcess | undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'web-connector-'));
  // Compiled beside the sources, so that the packages are found.
  const out = join(testFolder, 'dist/main-int-spec');
  execFileSync(join(testFolder, '../node_modules/.bin/tsc'), [
    '-p',
    join(testFolder, 'tsconfig.build.json'),
    '--outDir',
    out,
    '--noCheck',
  ]);
  entry = join(out, 'simulators/web-connector/main.js');
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await service?.close();
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(join(testFolder, 'dist/main-int-spec'), { recursive: true, force: true });
});

async function start(
  ...more: readonly string[]
): Promise<{ lines: () => string; exited: Promise<number | null> }> {
  let sent = false;
  service = await startFakeService(({ operation }) => {
    if (operation === 'authenticate') return strings('t', sent ? 'none' : '');
    if (operation === 'sendRequestXML') {
      sent = true;
      return escaped(SET);
    }
    return operation === 'receiveResponseXML'
      ? '100'
      : 'OK'.slice(operation === 'clientVersion' ? 2 : 0);
  });
  const qwc = join(folder, 'shop.qwc');
  writeFileSync(
    qwc,
    `<?xml version="1.0"?><QBWCXML><AppName>shop</AppName><AppID></AppID><AppURL>${service.url}</AppURL><AppDescription>x</AppDescription><AppSupport>${service.url}</AppSupport><UserName>shop</UserName><OwnerID>{57F3B9B1-86F1-4FCC-B1EE-566DE1813D20}</OwnerID><FileID>{90A44FB5-33D9-4815-AC85-BC87A7E7D1EB}</FileID><QBType>QBFS</QBType></QBWCXML>`,
  );
  let text = '';
  const args = [
    entry,
    '--qwc',
    qwc,
    '--password',
    'x',
    '--company',
    join(folder, 'books.db'),
    ...more,
  ];
  const started = spawn(process.execPath, args, { env: { NODE_NO_WARNINGS: '1' } });
  child = started;
  started.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  started.stderr.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const exited = new Promise<number | null>((resolve) => {
    started.once('exit', resolve);
  });
  return { lines: () => text, exited };
}

async function controlUrl(lines: () => string): Promise<string> {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = /control port (\S+)/.exec(lines())?.[1];
    if (found !== undefined) return found;
    await new Promise((resolve) => {
      setTimeout(resolve, 25);
    });
  }
  throw new Error(`no control port: ${lines()}`);
}

describe('the Web Connector as a process', () => {
  it('runs one update, prints its status and ends well', async () => {
    const { lines, exited } = await start('--once');
    expect(await exited).toBe(0);
    expect(lines()).toContain('shop: OK');
  });

  it('is run, looked into and stopped over its control port', async () => {
    const { lines, exited } = await start('--control-port', '0', '--interval', '0');
    const url = await controlUrl(lines);
    const post = async (path: string, body: object = {}): Promise<unknown> =>
      (await fetch(url + path, { method: 'POST', body: JSON.stringify(body) })).json();
    await post('/steps', { name: 'receiveResponseXML', phase: 'before', action: 'drop-answer' });
    expect(await post('/run')).toMatchObject({ outcome: 'failed', code: 'QBWC1042' });
    expect(await post('/run')).toMatchObject({ outcome: 'no-work' });
    const customers: unknown = await (await fetch(`${url}/lists?kind=Customer`)).json();
    expect(customers).toContainEqual(expect.objectContaining({ name: 'From Main' }));
    await post('/quit');
    expect(await exited).toBe(0);
  });

  it('says how it is used when something is missing', async () => {
    const { exited, lines } = await start('--company');
    expect(await exited).not.toBe(0);
    expect(lines()).toContain('company');
  });
});
