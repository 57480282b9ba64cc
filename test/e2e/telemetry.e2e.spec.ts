import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { eventually } from '../harness/eventually.js';
import { sellAndWaitMapped, updateUntilDone } from '../harness/flow.js';
import {
  type OtlpReceiver,
  type ReceivedSpan,
  startOtlpReceiver,
} from '../harness/otlp-receiver.js';
import { WORKSPACE_ROOT } from '../harness/product-process.js';
import { onlyShop, startWorld, type World } from '../harness/world.js';

const REGISTER = pathToFileURL(
  join(WORKSPACE_ROOT, 'libs/platform/dist/telemetry/register.js'),
).href;

describe('a product that is told where to send its telemetry', () => {
  let receiver: OtlpReceiver;
  let world: World;
  beforeAll(async () => {
    receiver = await startOtlpReceiver();
    world = await startWorld({
      environment: {
        NODE_OPTIONS: `--import=${REGISTER}`,
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
        OTEL_SERVICE_NAME: 'ml-connector-under-test',
        OTEL_BSP_SCHEDULE_DELAY: '100',
        OTEL_METRIC_EXPORT_INTERVAL: '500',
      },
    });
    const shop = onlyShop(world);
    await sellAndWaitMapped(world.api, shop, (store) => store.sellCaptured());
    await updateUntilDone(world.api, shop, shop.connector);
  });
  afterAll(async () => {
    await world.close();
    await receiver.close();
  });

  const traced = (traceId: string): readonly ReceivedSpan[] =>
    receiver.spans().filter((span) => span.traceId === traceId);
  const spanById = (spanId: string): ReceivedSpan | undefined =>
    receiver.spans().find((span) => span.spanId === spanId);

  it('shows one trace from the delivery of an order to the answer of QuickBooks', async () => {
    const posted = await eventually(() => {
      const found = receiver
        .spans()
        .find(
          ({ name, attributes, traceId }) =>
            name === 'PostingPosted' &&
            attributes['ml.posting.kind'] === 'invoice' &&
            traced(traceId).some((span) => span.name === 'POST /webhooks'),
        );
      if (!found) throw new Error('No posted invoice is in the trace of a delivery yet.');
      return found;
    });
    const story = traced(posted.traceId);
    const named = (name: string) => story.find((span) => span.name === name);

    const appended = named('append ingestion.orders.v1');
    expect(appended?.parentId).toBe(named('POST /webhooks')?.spanId);
    expect(story.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['PostingPlanned', 'PostingClaimed', 'PostingHanded']),
    );
    const [link] = posted.links;
    const answered = await eventually(() => {
      const call = spanById(link?.spanId ?? '');
      if (!call) throw new Error('The call of the Web Connector is not here yet.');
      return call;
    });
    expect(answered.name).toBe('qbwc receiveResponseXML');
    await eventually(() => expect(spanById(answered.parentId)?.name).toBe('POST /qbwc'));
  });

  it('links the batches of the consumers to the events in them', async () => {
    const batch = await eventually(() => {
      const found = receiver
        .spans()
        .find(({ name, links }) => name === 'process mapping.orders' && links.length > 0);
      if (!found) throw new Error('No linked batch yet.');
      return found;
    });
    for (const { traceId } of batch.links)
      expect(traced(traceId).some(({ name }) => name.startsWith('append '))).toBe(true);
  });

  it('sends the figures of /metrics', async () => {
    await eventually(() =>
      expect(receiver.metrics()).toEqual(
        expect.arrayContaining([
          { name: 'ml_connector_observations_total', unit: '1', kind: 'sum' },
          { name: 'process_resident_memory_bytes', unit: 'By', kind: 'gauge' },
          { name: 'nodejs_gc_duration_seconds', unit: 's', kind: 'histogram' },
        ]),
      ),
    );
    expect([...receiver.services()]).toEqual(['ml-connector-under-test']);
  });

  it('writes the trace into the log', async () => {
    const { connection } = onlyShop(world);
    const response = await fetch(connection.webhook.url, {
      method: 'POST',
      headers: { 'X-WC-Webhook-Signature': 'wrong' },
      body: '{}',
    });
    expect(response.status).toBe(401);
    const line = await eventually(() => {
      const found = /^.*webhook\.signature-wrong.*$/m.exec(world.product().output())?.[0];
      if (found === undefined) throw new Error('The refusal is not in the log yet.');
      return found;
    });
    const traceId = /"trace_id":"([0-9a-f]{32})"/.exec(line)?.[1] ?? '';
    await eventually(() =>
      expect(traced(traceId).map(({ name }) => name)).toContain('POST /webhooks'),
    );
  });

  it('tells nothing of customers, and no secret, query, ticket or body', async () => {
    const { connection } = onlyShop(world);
    await fetch(`${world.product().url}/api/connections?limit=7&cursor=seen-in-a-query`);
    await eventually(() =>
      expect(receiver.spans().some(({ name }) => name === 'GET /api')).toBe(true),
    );
    const raw = receiver.raw();
    const secrets = [
      connection.webhook.secret,
      connection.qbwc.password,
      'seen-in-a-query',
      'Mustermann',
      'oauth_',
      'consumer_key',
      'QBXML',
      'Envelope',
      'X-WC-',
    ];
    expect(secrets.filter((secret) => raw.includes(secret))).toEqual([]);
    const attributes = receiver.spans().flatMap((span) => Object.entries(span.attributes));
    expect(attributes.filter(([, value]) => /\{[0-9A-Fa-f-]{36}\}|@|\?/.test(value))).toEqual([]);
  });
});

describe('a process that is told of no place for telemetry', () => {
  it('loads nothing of it', () => {
    const spy = `data:text/javascript,import { registerHooks } from 'node:module';
      const seen = [];
      registerHooks({ load: (url, context, next) => (seen.push(url), next(url, context)) });
      process.on('exit', () => console.log(JSON.stringify(seen)));`;
    const loaded = execFileSync(
      process.execPath,
      [`--import=${spy.replaceAll('\n', '')}`, `--import=${REGISTER}`, '-e', '0'],
      { encoding: 'utf8', env: { OTEL_SERVICE_NAME: 'named-only' } },
    );
    expect(loaded).toContain('telemetry/register.js');
    expect(loaded).not.toContain('opentelemetry');
    expect(loaded).not.toContain('start-telemetry');
  });
});
