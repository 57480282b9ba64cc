import { createServer } from 'node:http';
import { gunzipSync } from 'node:zlib';

import { hexIn, messagesIn, type ProtobufMessage, readProtobuf, textIn } from './read-protobuf.js';

export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string;
  readonly name: string;
  /** `service.name` of who made it. */
  readonly service: string;
  /** What made it: our own tracer, or an instrumentation by its package. */
  readonly scope: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
}

export interface ReceivedMetric {
  readonly name: string;
  readonly unit: string;
  readonly kind: 'gauge' | 'sum' | 'histogram' | 'other';
}

/** What a backend of OpenTelemetry would have got: OTLP over HTTP, read from the protobuf itself. */
export interface OtlpReceiver {
  readonly url: string;
  spans(): readonly ReceivedSpan[];
  metrics(): readonly ReceivedMetric[];
  /** `service.name` of every resource. */
  services(): ReadonlySet<string>;
  /** Everything that came, as text in which ASCII can be searched. */
  raw(): string;
  close(): Promise<void>;
}

export const startOtlpReceiver = async (): Promise<OtlpReceiver> => {
  const bodies = new Map<string, Buffer[]>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const sent = Buffer.concat(chunks);
      const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
      const path = request.url ?? '';
      bodies.set(path, [...(bodies.get(path) ?? []), body]);
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const resources = (path: string): readonly ProtobufMessage[] =>
    (bodies.get(path) ?? []).flatMap((body) => messagesIn(readProtobuf(body), 1));
  /** The third level: resource, scope, thing. */
  const things = (path: string): readonly ProtobufMessage[] =>
    resources(path).flatMap((one) => messagesIn(one, 2).flatMap((scope) => messagesIn(scope, 2)));
  return {
    url: `http://127.0.0.1:${port}`,
    spans: () =>
      resources('/v1/traces').flatMap((resource) => {
        const service = serviceOf(resource);
        return messagesIn(resource, 2).flatMap((scoped) => {
          const [scope] = messagesIn(scoped, 1);
          const by = { service, scope: scope ? textIn(scope, 1) : '' };
          return messagesIn(scoped, 2).map((span) => spanOf(span, by));
        });
      }),
    metrics: () => things('/v1/metrics').map(metricOf),
    services: () =>
      new Set([...resources('/v1/traces'), ...resources('/v1/metrics')].map(serviceOf)),
    raw: () => [...bodies.values()].flat().map(String).join('\n'),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};

const serviceOf = (ofResource: ProtobufMessage): string => {
  const [resource] = messagesIn(ofResource, 1);
  return (resource && attributesOf(resource, 1)['service.name']) ?? '';
};

const spanOf = (
  span: ProtobufMessage,
  by: Pick<ReceivedSpan, 'service' | 'scope'>,
): ReceivedSpan => ({
  ...by,
  traceId: hexIn(span, 1),
  spanId: hexIn(span, 2),
  parentId: hexIn(span, 4),
  name: textIn(span, 5),
  attributes: attributesOf(span, 9),
  links: messagesIn(span, 13).map((link) => ({ traceId: hexIn(link, 1), spanId: hexIn(link, 2) })),
});

const metricOf = (metric: ProtobufMessage): ReceivedMetric => ({
  name: textIn(metric, 1),
  unit: textIn(metric, 3),
  kind: metric.has(5) ? 'gauge' : metric.has(7) ? 'sum' : metric.has(9) ? 'histogram' : 'other',
});

const attributesOf = (message: ProtobufMessage, field: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    messagesIn(message, field).map((pair) => {
      const [value] = messagesIn(pair, 2);
      return [textIn(pair, 1), value ? anyValue(value) : ''];
    }),
  );

const anyValue = (value: ProtobufMessage): string => {
  const whole = value.get(3)?.[0];
  return typeof whole === 'bigint' ? String(whole) : textIn(value, 1);
};
