import { CONNECTOR_POLLS, CONNECTOR_UPDATES, pollBucketOf } from '@ml-connector/connections';
import { AppError } from '@ml-connector/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openGateway } from '../gateway-ports.js';
import { createCalls } from '../session/create-calls.js';
import { openWorld, type World } from './gateway-world.features.js';
import { planCustomer } from './planned-postings.features.js';
import { runUpdate } from './web-connector.features.js';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const login = (password = world.credentials.password) =>
  world.calls.authenticate(world.credentials.username, password);
const poll = async () => {
  await world.polls.flush();
  const stored = await world.store
    .collection(CONNECTOR_POLLS)
    .get(pollBucketOf(world.connectionId));
  return stored?.value.polls[world.connectionId];
};
const update = async () =>
  (await world.store.collection(CONNECTOR_UPDATES).get(world.connectionId))?.value;

describe('what the owner can see of the Web Connector', () => {
  it('is when it called, and that it has a wrong password', async () => {
    await login('wrong');
    const now = new Date(world.time.now).toISOString();
    expect(await poll()).toEqual({ at: null, everyMs: null, refusedAt: now });
    await login();
    expect(await poll()).toEqual({ at: now, everyMs: null, refusedAt: now });
  });

  it('is how its last update ended', async () => {
    await planCustomer(world, 'Ada');
    await runUpdate(world);
    expect(await update()).toMatchObject({
      outcome: 'done',
      sentence: 'OK: 1 posted',
      cause: null,
    });
  });

  it.each([
    ['0x80040414', 'Close the dialog'],
    ['0x80040416', 'Open the company file'],
    ['0x80040422', 'single-user mode'],
    ['0x8004041E', 'administrator'],
  ])('is why QuickBooks could not be opened: %s', async (hresult, step) => {
    const [ticket = ''] = await login();
    expect(await world.calls.connectionError(ticket, hresult, '')).toBe('done');
    expect(await world.calls.getLastError(ticket)).toContain(step);
    await world.calls.closeConnection(ticket);
    expect(await update()).toMatchObject({
      outcome: 'error',
      cause: hresult,
      sentence: expect.stringContaining(step),
    });
  });

  it('is that another company file is open', async () => {
    world.quickBooks.file.isSample = true;
    world.quickBooks.file.stamp = null;
    await runUpdate(world);
    expect(await update()).toMatchObject({ outcome: 'error', cause: 'wrong-company-file' });
  });
});

describe('a login that is not let through', () => {
  it('while another update is under way is told so in the status', async () => {
    await login();
    const [ticket = '', verdict] = await login();
    expect([verdict, await world.calls.getLastError(ticket)]).toEqual([
      'busy',
      expect.stringContaining('Another one may be under way'),
    ]);
  });

  it('because our store is away is busy, never a wrong password, and told so in the status', async () => {
    const away = () => Promise.reject(new AppError('STORE_UNAVAILABLE', 'The store is away.'));
    const { gateway } = world;
    const calls = createCalls({
      ...openGateway(gateway),
      connections: { ...gateway.connections, login: away },
    });
    const { username, password } = world.credentials;
    const [ticket = '?', verdict] = await calls.authenticate(username, password);
    expect([ticket, verdict, await calls.getLastError(ticket)]).toEqual([
      '',
      'busy',
      expect.stringContaining('the next update tries again'),
    ]);
  });
});
