import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CAPTURED_SHOP, companyRoutes, openCompany, startControlServer } from './index.js';
import {
  customerAdd,
  invoiceAdd,
  line,
  message,
  NO_TAX,
  START,
  statuses,
  textIn,
  tickingCompany,
} from './sample-requests.features.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'company-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const invoice = invoiceAdd(line('Poster', '<Amount>10.00</Amount>', 'Non'), NO_TAX);

describe('the file of a company', () => {
  it('holds everything over a restart: lists, documents, memory, counters, journal', () => {
    const path = join(folder, 'company.db');
    const first = tickingCompany({ path });
    first.send(customerAdd('Kept'), 'onError="stopOnError" newMessageSetID="s1"');
    const number = Number(textIn(first.send(invoice), 'TxnNumber'));
    const before = { documents: first.file.inspect.documents(), lists: first.file.inspect.lists() };
    first.file.close();
    const second = tickingCompany({ path });
    expect(second.file.inspect.documents()).toEqual(before.documents);
    expect(second.file.inspect.lists()).toEqual(before.lists);
    expect(second.file.inspect.journal().map(({ type, status }) => `${type} ${status}`)).toEqual([
      'CustomerAdd 0',
      'InvoiceAdd 0',
    ]);
    const repeated = second.send(customerAdd('Kept'), 'onError="stopOnError" newMessageSetID="s1"');
    expect(repeated).toContain('<ErrorRecovery>');
    expect(Number(textIn(second.send(invoice), 'TxnNumber'))).toBeGreaterThan(number);
    second.file.close();
  });

  it('goes back to a backup, with its lists, documents and memory, but not the journal', () => {
    const { file, send } = tickingCompany({ path: join(folder, 'company.db') });
    send(customerAdd('Before'));
    file.saveBackupTo(join(folder, 'backup.json'));
    send(customerAdd('After'), 'onError="stopOnError" newMessageSetID="s1"');
    send(invoice);
    file.restoreBackupFrom(join(folder, 'backup.json'));
    expect(file.inspect.named('Customer', 'Before')).toBeDefined();
    expect(file.inspect.named('Customer', 'After')).toBeUndefined();
    expect(file.inspect.documents()).toEqual([]);
    expect(file.inspect.journal()).toHaveLength(3);
    expect(
      statuses(send(customerAdd('After'), 'onError="stopOnError" newMessageSetID="s1"')),
    ).toEqual([0]);
    file.close();
  });

  it('is refused to a second process while it is open', () => {
    const path = join(folder, 'company.db');
    const { file } = tickingCompany({ path });
    expect(() => tickingCompany({ path })).toThrow('locked');
    file.close();
    expect(() => tickingCompany({ path }).file.close()).not.toThrow();
  });

  it('takes a thousand invoices in a few seconds', () => {
    const { file, send } = tickingCompany({ path: join(folder, 'company.db') });
    for (let index = 0; index < 25; index += 1) {
      expect(statuses(send(invoice.repeat(40))).every((status) => status === 0)).toBe(true);
    }
    expect(file.inspect.counts()).toMatchObject({ Invoice: 1000 });
    file.close();
  });

  it('can start with what the captured shop sells and to whom', () => {
    const { file } = tickingCompany({ seed: CAPTURED_SHOP });
    expect(file.inspect.named('ItemNonInventory', 'TS-001')).toBeDefined();
    expect(file.inspect.named('Customer', 'Mustermann, Erika')?.fields).toMatchObject({
      Email: 'erika@example.test',
    });
  });

  it('starts from a sample company with names, items, tax and accounts', () => {
    const { file } = tickingCompany({
      seed: {
        settings: { companyName: 'Shop Books', homeCurrency: 'EUR' },
        items: [{ kind: 'ItemNonInventory', name: 'TS-001', price: '19.00' }],
        names: [{ kind: 'Customer', name: 'Maria', fields: { Email: 'maria@example.com' } }],
      },
    });
    expect(file.inspect.settings()).toMatchObject({
      companyName: 'Shop Books',
      homeCurrency: 'EUR',
    });
    expect(file.inspect.named('ItemNonInventory', 'ts-001')).toBeDefined();
    expect(file.inspect.named('Customer', 'Maria')?.fields).toMatchObject({
      Email: 'maria@example.com',
    });
    expect(file.inspect.counts()).toMatchObject({ Account: 20, SalesTaxCode: 2, ItemSalesTax: 3 });
  });
});

describe('the journal', () => {
  it('holds what every request did, with the hash of its set, and marks repeats', () => {
    const { file, send } = tickingCompany();
    const attributes = 'onError="stopOnError" newMessageSetID="s1"';
    send(customerAdd('A') + customerAdd('Mike Smith'), attributes);
    send(customerAdd('A') + customerAdd('Mike Smith'), attributes);
    const lines = file.inspect.journal();
    expect(lines.map(({ seq, type, status, repeated }) => [seq, type, status, repeated])).toEqual([
      [1, 'CustomerAdd', 0, false],
      [2, 'CustomerAdd', 3100, false],
      [3, 'CustomerAdd', 0, true],
      [4, 'CustomerAdd', 3100, true],
    ]);
    expect(new Set(lines.map(({ requestHash }) => requestHash)).size).toBe(1);
    expect(lines[0]).toMatchObject({
      messageSetId: 's1',
      requestId: '1',
      id: file.inspect.named('Customer', 'A')?.listId,
    });
  });
});

describe('the control port of a company', () => {
  it('shows documents and lets a person act in another process', async () => {
    const { file, send } = tickingCompany();
    const control = await startControlServer(
      companyRoutes(() => file),
      0,
    );
    const url = `http://127.0.0.1:${control.port}`;
    const txnId = textIn(send(invoice), 'TxnID');
    const post = (path: string, body: object) =>
      fetch(url + path, { method: 'POST', body: JSON.stringify(body) });
    await post('/acts', { act: 'editDocument', txnId, memo: 'by hand' });
    await post('/faults', { locked: true });
    const documents: unknown = await (await fetch(`${url}/documents?kind=Invoice`)).json();
    expect(documents).toMatchObject([{ txnId, memo: 'by hand', totalCents: 1000 }]);
    expect(statuses(send(invoice))).toEqual([3176]);
    expect((await post('/acts', { act: 'dance' })).status).toBe(400);
    expect((await fetch(`${url}/nothing`)).status).toBe(404);
    await control.close();
  });
});

describe('a session', () => {
  it('of the Web Connector itself spends no fault', () => {
    const file = openCompany({ path: ':memory:', now: () => START });
    file.faults.crashAfterRequests = 0;
    const own = file.openSession({ application: 'QuickBooks Web Connector', faultless: true });
    expect(statuses(own.processRequest(message('<HostQueryRq></HostQueryRq>')))).toEqual([0]);
    expect(file.faults.crashAfterRequests).toBe(0);
  });
});
