import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { eventually } from '../harness/eventually.js';
import { sellAndWaitMapped, updateUntilDone } from '../harness/flow.js';
import { type OtelCollector, startOtelCollector } from '../harness/otel-collector.js';
import { type OtlpReceiver, startOtlpReceiver } from '../harness/otlp-receiver.js';
import { WORKSPACE_ROOT } from '../harness/product-process.js';
import { onlyShop, startWorld, type World } from '../harness/world.js';

const REGISTER = pathToFileURL(
  join(WORKSPACE_ROOT, 'libs/platform/dist/telemetry/register.js'),
).href;
/** Where the collector is not built yet. */
const BUILD_MS = 900_000;

let receiver: OtlpReceiver;
let collector: OtelCollector;
let world: World;
beforeAll(async () => {
  receiver = await startOtlpReceiver();
  collector = await startOtelCollector(receiver.url);
  world = await startWorld({
    environment: {
      NODE_OPTIONS: `--import=${REGISTER}`,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_SERVICE_NAME: 'ml-connector-under-test',
      OTEL_BSP_SCHEDULE_DELAY: '100',
      OTEL_METRIC_EXPORT_INTERVAL: '500',
    },
  });
  const shop = onlyShop(world);
  await sellAndWaitMapped(world.api, shop, (store) => store.sellCaptured());
  await updateUntilDone(world.api, shop, shop.connector);
}, BUILD_MS);
afterAll(async () => {
  await world?.close();
  await collector?.close();
  await receiver?.close();
});

describe('an OpenTelemetry Collector between the product and what shows its telemetry', () => {
  it('passes on the trace from a delivery to the answer of QuickBooks', async () => {
    const names = await eventually(() => {
      const spans = receiver.spans();
      const delivered = new Set(
        spans.filter(({ name }) => name === 'POST /webhooks').map(({ traceId }) => traceId),
      );
      const posted = spans.find(
        ({ name, traceId }) => name === 'PostingPosted' && delivered.has(traceId),
      );
      if (!posted) throw new Error('No posted document is in the trace of a delivery yet.');
      return spans.filter(({ traceId }) => traceId === posted.traceId).map(({ name }) => name);
    });
    expect(names).toEqual(expect.arrayContaining(['PostingPlanned', 'PostingHanded']));
    expect([...receiver.services()]).toEqual(['ml-connector-under-test']);
  });

  it('passes on the metrics under their names and units', async () => {
    const lag = await eventually(() => {
      const found = receiver
        .metrics()
        .find(({ name }) => name === 'ml_connector_consumer_oldest_event_seconds');
      if (!found) throw new Error('The metric is not here yet.');
      return found;
    });
    expect(lag.kind).toBe('gauge');
  });
});
