import { ValueType } from '@opentelemetry/api';
import {
  AggregationTemporality,
  type DataPoint,
  DataPointType,
  type Histogram,
  type MetricData,
  type MetricProducer,
} from '@opentelemetry/sdk-metrics';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { MetricObjectWithValues, MetricValue, Registry } from 'prom-client';

type Told = MetricObjectWithValues<MetricValue<string>>;
type HrTime = [number, number];

/** A registry as OpenTelemetry's metrics: one set of figures, whichever way they leave. */
export interface RegistryProducer extends MetricProducer {
  readonly read: (metrics: Registry) => void;
}

export const createRegistryProducer = (now: () => number = Date.now): RegistryProducer => {
  let registry: Registry | null = null;
  const began = hrTime(now());
  return {
    read: (metrics) => {
      registry = metrics;
    },
    async collect() {
      const told = registry ? await registry.getMetricsAsJSON() : [];
      const span = { startTime: began, endTime: hrTime(now()) };
      return {
        // The reader takes the resource of the process.
        resourceMetrics: {
          resource: resourceFromAttributes({}),
          scopeMetrics: [
            { scope: { name: 'ml-connector' }, metrics: told.flatMap((one) => dataOf(one, span)) },
          ],
        },
        errors: [],
      };
    },
  };
};

interface Span {
  readonly startTime: HrTime;
  readonly endTime: HrTime;
}

const dataOf = ({ name, help, type, values }: Told, span: Span): MetricData[] => {
  if (values.length === 0) return [];
  const descriptor = { name, description: help, unit: unitOf(name), valueType: ValueType.DOUBLE };
  const base = { descriptor, aggregationTemporality: AggregationTemporality.CUMULATIVE };
  const points = (): DataPoint<number>[] =>
    values.map(({ labels, value }) => ({ ...span, attributes: { ...labels }, value }));
  switch (String(type)) {
    case 'counter':
      return [
        { ...base, dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints: points() },
      ];
    case 'gauge':
      return [{ ...base, dataPointType: DataPointType.GAUGE, dataPoints: points() }];
    case 'histogram':
      return [
        { ...base, dataPointType: DataPointType.HISTOGRAM, dataPoints: histograms(values, span) },
      ];
    default:
      return [];
  }
};

const unitOf = (name: string): string => {
  if (/_seconds(_total)?$/.test(name)) return 's';
  return /_bytes(_total)?$/.test(name) ? 'By' : '1';
};

/** Prometheus counts each bucket with all below it; OpenTelemetry each alone. */
const histograms = (values: Told['values'], span: Span): DataPoint<Histogram>[] => {
  const series = Map.groupBy(values, ({ labels }) => JSON.stringify({ ...labels, le: null }));
  return [...series.values()].map((parts) => {
    const attributes = Object.fromEntries(
      Object.entries(parts[0]?.labels ?? {}).filter(([name]) => name !== 'le'),
    );
    const ending = (suffix: string): number =>
      parts.find((part) => partOf(part).endsWith(suffix))?.value ?? 0;
    const buckets = parts.filter((part) => partOf(part).endsWith('_bucket'));
    const boundaries = buckets.flatMap(({ labels: { le } }) => (le === '+Inf' ? [] : [Number(le)]));
    const counts = buckets.map(({ value }, index) => value - (buckets[index - 1]?.value ?? 0));
    return {
      ...span,
      attributes,
      value: { buckets: { boundaries, counts }, sum: ending('_sum'), count: ending('_count') },
    };
  });
};

/** `…_bucket`, `…_sum` or `…_count`; prom-client's own type leaves it out. */
const partOf = (value: MetricValue<string>): string =>
  'metricName' in value ? String(value.metricName) : '';

const hrTime = (ms: number): HrTime => [Math.floor(ms / 1000), (ms % 1000) * 1_000_000];
