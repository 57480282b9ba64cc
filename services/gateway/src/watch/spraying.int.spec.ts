import { readFileSync } from 'node:fs';
import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { createCalls } from '../session/create-calls.js';
import { openWorld } from '../world/gateway-world.features.js';
import { createGuessBrake } from './guess-brake.js';
import { createSignals } from './gateway-signals.js';

const USERS = 400;
const RULES = new URL('../../../../charts/ml-connector/files/rules.yaml', import.meta.url);

it('T8: one password tried with many user names is counted for an alert, and holds nobody up who knows his own', async () => {
  const world = await openWorld();
  const metrics = new Registry();
  const paused: number[] = [];
  const pause = async (milliseconds: number): Promise<void> => void paused.push(milliseconds);
  const calls = createCalls({
    ...world.gateway,
    signals: createSignals(metrics),
    guessBrake: createGuessBrake({ clock: world.clock, pause }),
  });
  for (let user = 0; user < USERS; user += 1) {
    expect(await calls.authenticate(`ml-con-${user}`, 'Summer2026')).toEqual(['', 'nvu']);
  }
  const { username, password } = world.credentials;
  const [ticket, verdict] = await calls.authenticate(username, password);

  expect([ticket === '', verdict, paused]).toEqual([false, '', []]);
  const told = await metrics.metrics();
  expect(told).toContain(`ml_connector_logins_total{verdict="refused"} ${USERS}`);
  expect(told).not.toContain('Summer2026');
  expect(readFileSync(RULES, 'utf8')).toContain('ml_connector_logins_total{verdict="refused"}');
  await world.close();
});
