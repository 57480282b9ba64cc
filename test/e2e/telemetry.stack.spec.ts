import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Cluster, SERVICES, startCluster } from '../harness/cluster.js';
import { eventually } from '../harness/eventually.js';
import { sellAndWaitMapped, updateUntilDone } from '../harness/flow.js';
import {
  type OtlpReceiver,
  type ReceivedSpan,
  startOtlpReceiver,
} from '../harness/otlp-receiver.js';
import { productApi } from '../harness/product-api.js';
import { WORKSPACE_ROOT } from '../harness/product-process.js';
import { openShop, type Shop } from '../harness/shop.js';
import { givenStack } from '../harness/stack.js';

const REGISTER = pathToFileURL(
  join(WORKSPACE_ROOT, 'libs/platform/dist/telemetry/register.js'),
).href;
const START_MS = 120_000;

let receiver: OtlpReceiver;
let cluster: Cluster;
let shop: Shop;
beforeAll(async () => {
  receiver = await startOtlpReceiver();
  cluster = await startCluster({
    stack: givenStack(),
    replicas: 1,
    environment: {
      NODE_OPTIONS: `--import=${REGISTER}`,
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_BSP_SCHEDULE_DELAY: '100',
      OTEL_METRIC_EXPORT_INTERVAL: '1000',
    },
    environmentOf: (service) => ({ OTEL_SERVICE_NAME: service }),
  });
  const api = productApi(cluster.url);
  shop = await openShop(api);
  await sellAndWaitMapped(api, shop, (store) => store.sell(2));
  await updateUntilDone(api, shop, shop.connector);
}, START_MS);
afterAll(async () => {
  await shop?.close();
  await cluster?.close();
  await receiver?.close();
}, START_MS);

const spanById = (spanId: string): ReceivedSpan => {
  const found = receiver.spans().find((span) => span.spanId === spanId);
  if (!found) throw new Error(`The span ${spanId} is not here yet.`);
  return found;
};

describe('one order, on Kafka and the database', () => {
  it('is one trace from the delivery over the services to the document', async () => {
    const story = await eventually(() => {
      const spans = receiver.spans();
      const posted = spans.find(
        ({ name, attributes, traceId }) =>
          name === 'PostingPosted' &&
          attributes['ml.posting.kind'] === 'invoice' &&
          spans.some((span) => span.traceId === traceId && span.name === 'POST /webhooks'),
      );
      if (!posted) throw new Error('No posted invoice is in the trace of a delivery yet.');
      return spans.filter(({ traceId }) => traceId === posted.traceId);
    });
    const at = (name: string) => story.find((span) => span.name === name);

    expect(at('POST /webhooks')?.service).toBe('ingestion');
    expect(at('PostingPlanned')?.service).toBe('mapping');
    expect(at('PostingHanded')?.service).toBe('gateway');
    expect(at('PostingPosted')?.service).toBe('gateway');
    // A link leads from what happened to the order to the call of the Web Connector that did it.
    const link = at('PostingPosted')?.links[0]?.spanId ?? '';
    const call = await eventually(() => spanById(link));
    expect(call).toMatchObject({ service: 'gateway', name: 'qbwc receiveResponseXML' });
    const front = await eventually(() => spanById(call.parentId));
    expect(front.name).toBe('POST /qbwc');
  });

  it('shows what Kafka’s client and the database’s driver did within it', async () => {
    const instrumented = await eventually(() => {
      const spans = receiver.spans();
      const webhook = spans.filter(({ name }) => name === 'POST /webhooks');
      const within = spans.filter(({ traceId }) => webhook.some((one) => one.traceId === traceId));
      const scopes = new Map(within.map((span) => [`${span.service} ${span.scope}`, span]));
      const kafka = scopes.get('ingestion @opentelemetry/instrumentation-kafkajs');
      const database = scopes.get('mapping @opentelemetry/instrumentation-mongodb');
      if (!kafka || !database) throw new Error(`Only: ${[...scopes.keys()].join(', ')}.`);
      return { kafka, database };
    });
    expect(instrumented.kafka.name).toMatch(/ingestion\.orders\.v1/);
    expect(Object.values(instrumented.database.attributes)).toContain(
      cluster.environment['ML_MONGODB_DATABASE'],
    );
  });

  it('is known to every service, with the figures of its consumers', async () => {
    await eventually(() =>
      expect([...receiver.services()]).toEqual(expect.arrayContaining([...SERVICES])),
    );
    await eventually(() =>
      expect(receiver.metrics().map(({ name }) => name)).toEqual(
        expect.arrayContaining([
          'ml_connector_consumer_lag_events',
          'ml_connector_consumer_oldest_event_seconds',
          'ml_connector_consumer_rebalances_total',
        ]),
      ),
    );
  });

  it('tells nothing of customers or credentials', () => {
    const raw = receiver.raw();
    const secrets = [
      shop.connection.webhook.secret,
      shop.connection.qbwc.password,
      'consumer_key',
      'QBXML',
      '@example',
    ];
    expect(raw.length).toBeGreaterThan(10_000);
    expect(secrets.filter((secret) => raw.includes(secret))).toEqual([]);
  });
});
