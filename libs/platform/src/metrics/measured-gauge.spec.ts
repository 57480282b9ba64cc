import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { type Measured, measuredGauge } from './measured-gauge.js';

const gaugeOf = (measure: () => Promise<readonly Measured[]>, goodForMs = 60_000): Registry => {
  const metrics = new Registry();
  measuredGauge(metrics, {
    name: 'ml_connector_things',
    help: 'Things.',
    labelNames: ['state'],
    goodForMs,
    measure,
  });
  return metrics;
};

describe('a measured gauge', () => {
  it('is measured once for many who ask', async () => {
    let measured = 0;
    const metrics = gaugeOf(() => {
      measured += 1;
      return Promise.resolve([{ labels: { state: 'held' }, value: measured }]);
    });
    const answers = await Promise.all([metrics.metrics(), metrics.metrics()]);
    expect([...answers, await metrics.metrics()].map((text) => text.split('\n')[2])).toEqual(
      Array.from({ length: 3 }, () => 'ml_connector_things{state="held"} 1'),
    );
  });

  it('forgets labels that are not told any more', async () => {
    const told = [
      [{ labels: { state: 'held' }, value: 4 }],
      [{ labels: { state: 'ready' }, value: 1 }],
    ];
    const metrics = gaugeOf(() => Promise.resolve(told.shift() ?? []), 0);
    await metrics.metrics();
    const second = await metrics.metrics();
    expect(second).toContain('state="ready"');
    expect(second).not.toContain('state="held"');
  });

  it('says nothing where it cannot be measured', async () => {
    let works = true;
    const metrics = gaugeOf(
      () => (works ? Promise.resolve([{ value: 7 }]) : Promise.reject(new Error('away'))),
      0,
    );
    expect(await metrics.metrics()).toContain('ml_connector_things 7');
    works = false;
    const text = await metrics.metrics();
    expect(text).not.toContain('ml_connector_things 7');
    expect(text).toContain('# TYPE ml_connector_things gauge');
  });
});
