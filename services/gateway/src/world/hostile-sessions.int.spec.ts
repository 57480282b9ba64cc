import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from './gateway-world.features.js';
import { invoiceId, planCustomer, planInvoice, stateOf } from './planned-postings.features.js';
import { invoicesIn, runUpdate, settle } from './web-connector.features.js';

/** Rows of the list of attacks on sessions (T) that need a session of their own. */
let world: World;
beforeAll(async () => {
  world = await openWorld();
  await planCustomer(world, 'Ada');
  await settle(world);
  await planInvoice(world, 1, 'Ada');
});
afterAll(() => world.close());

const login = async (): Promise<string> => {
  world.time.now += 61_000;
  const { username, password } = world.credentials;
  const [ticket = ''] = await world.calls.authenticate(username, password);
  return ticket;
};
const sent = (ticket: string, more: object = {}) =>
  world.calls.sendRequestXML({
    ticket,
    hcpResponse: world.quickBooks.hcp(),
    companyFileName: world.quickBooks.file.path,
    country: 'US',
    majorVersion: '13',
    minorVersion: '0',
    ...more,
  });
const versionOf = (xml: string): string => /<\?qbxml version="([^"]*)"/.exec(xml)?.[1] ?? '';

describe('a session', () => {
  // What cannot be read is no version: 0x80040423 lowers the newest where QuickBooks does not know it.
  it.each([
    ['9999', '0', '13.0'],
    ['16', '0', '13.0'],
    ['13', '0', '13.0'],
    ['12', '0', '12.0'],
    ['-1', '0', '13.0'],
    ['abc', 'def', '13.0'],
    ['', '', '13.0'],
    ['1e9', '0', '13.0'],
  ])('T20: that offers version %s.%s is answered in %s', async (major, minor, version) => {
    const xml = await sent(await login(), { majorVersion: major, minorVersion: minor });
    expect(versionOf(xml)).toBe(version);
  });

  it.each(['XX', 'CA', '<script>', 'us'.repeat(4_000)])(
    'T20: from the country %s writes nothing unless it is ours',
    async (country) => {
      world.time.now += 61_000;
      const { outcome } = await runUpdate(world, { country });
      expect(outcome).toMatch(/Only the US edition is supported/);
      expect(outcome).not.toContain('<script>');
      expect(invoicesIn(world.quickBooks)).toEqual({});
    },
  );

  it.each([
    String.raw`..\..\..\Windows\System32\config\SAM`,
    String.raw`\\server\share\Other.qbw`,
    `C:\\${'x'.repeat(32_000)}.qbw`,
    '/etc/passwd',
    '',
  ])('T19: that names another file, whatever its path, writes nothing to it', async (path) => {
    const ticket = await login();
    expect(await sent(ticket, { companyFileName: path })).toBe('');
    expect(await world.calls.getLastError(ticket)).toContain('Another company file is open');
    const company = await world.company();
    expect((company?.session?.filePath ?? '').length).toBeLessThanOrEqual(1_024);
    expect(company?.pairing?.filePath).toBe(world.quickBooks.file.path);
  });

  it('T13: with the ticket of one connection and the file of another writes nothing', async () => {
    await planInvoice(world, 1, 'Ada');
    const { file } = world.quickBooks;
    const { stamp } = file;
    file.stamp = '{00000000-0000-0000-0000-000000000001}';
    world.time.now += 61_000;
    const { outcome } = await runUpdate(world, { withHcp: true });
    file.stamp = stamp;
    expect(outcome).toContain('belongs to another connection');
    expect(invoicesIn(world.quickBooks)).toEqual({});
  });

  it('T17: whose answer invents a success with another amount is held, and one for another set is none', async () => {
    const execute = world.quickBooks.execute;
    world.quickBooks.execute = (xml) => {
      const answer = execute(xml);
      return xml.includes('<InvoiceAddRq')
        ? answer.replace(/<Subtotal>[^<]*/, '<Subtotal>0.01')
        : answer;
    };
    await settle(world);
    world.quickBooks.execute = execute;
    const posting = await world.postings.get(invoiceId(world, 1));
    expect([posting?.state, posting?.reason?.code]).toEqual(['held', 'TOTAL_DIFFERS']);
  });

  it('T18: that tells an error of a megabyte keeps none of it', async () => {
    await planInvoice(world, 2, 'Ada');
    const ticket = await login();
    expect(await sent(ticket)).not.toBe('');
    const received = await world.calls.receiveResponseXML({
      ticket,
      response: '',
      hresult: `<b>${'x'.repeat(1_000_000)}`,
      message: '<script>'.repeat(100_000),
    });
    expect(received).toBe(-1);
    const kept = JSON.stringify(await world.company());
    expect(kept.length).toBeLessThan(10_000);
    expect(kept).not.toContain('script');
    expect(JSON.stringify(world.lines)).not.toContain('script');
  });

  it.each(['1.0.0.0', '<script>alert(1)</script>', '', '9'.repeat(10_000)])(
    'T21: of any Web Connector is welcome: no dialog stops an update that nobody watches',
    (version) => {
      expect(world.calls.clientVersion(version)).toBe('');
    },
  );

  it('T24: of a connection that is retired is turned away, with the right password too', async () => {
    await settle(world);
    await planInvoice(world, 3, 'Ada');
    const ticket = await login();
    await world.connections.retire(world.connectionId);
    world.time.now += 61_000;
    const { username, password } = world.credentials;
    expect(await world.calls.authenticate(username, password)).toEqual(['', 'nvu']);
    expect(await sent(ticket)).toBe('');
    expect(await stateOf(world, invoiceId(world, 3))).toBe('ready');
  });
});
