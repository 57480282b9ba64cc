import { ClientRequest, type IncomingMessage } from 'node:http';
import type { Span } from '@opentelemetry/api';
import type { Instrumentation } from '@opentelemetry/instrumentation';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { KafkaJsInstrumentation } from '@opentelemetry/instrumentation-kafkajs';
import { MongoDBInstrumentation } from '@opentelemetry/instrumentation-mongodb';

/**
 * What is traced by itself: HTTP both ways, Kafka's client, and MongoDB's driver underneath mongoose, whose models are
 * not used. No span has a query (a shop may want its secret there), a body, a header, or a value of a database command.
 */
export const instrumentations = (): Instrumentation[] => [
  new HttpInstrumentation({
    ignoreIncomingRequestHook: ({ url = '' }) =>
      url.startsWith('/health/') || url.startsWith('/metrics'),
    requestHook: withoutQuery,
  }),
  new KafkaJsInstrumentation(),
  new MongoDBInstrumentation({
    requireParentSpan: true,
    dbStatementSerializer: () => '',
  }),
];

const withoutQuery = (span: Span, request: ClientRequest | IncomingMessage): void => {
  if (request instanceof ClientRequest) {
    const path = pathOf(request.path);
    span.setAttribute('url.full', `${request.protocol}//${request.host}${path}`);
    return;
  }
  const path = pathOf(request.url ?? '/');
  const route = `/${path.split('/', 2)[1] ?? ''}`;
  span.setAttributes({ 'url.path': path, 'url.query': '', 'http.route': route });
  span.updateName(`${request.method ?? 'GET'} ${route}`);
};

const pathOf = (url: string): string => url.split('?', 1)[0] ?? '/';
