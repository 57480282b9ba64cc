import { Gauge, type Registry } from 'prom-client';

/** A figure with its labels. */
export interface Measured {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface MeasuredGauge {
  /** `ml_connector_…`, as docs/metrics.md has it. */
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly string[];
  /** Milliseconds for which a measurement is good; whoever asks meanwhile gets the same. */
  readonly goodForMs: number;
  readonly measure: () => Promise<readonly Measured[]>;
}

/**
 * A gauge that is measured when somebody asks, and seldom. What cannot be measured is absent from the answer instead of
 * being told as it was: an alert on absence tells more than a figure that stands still.
 */
export const measuredGauge = (metrics: Registry, gauge: MeasuredGauge): void => {
  let measuredAt = Number.NEGATIVE_INFINITY;
  let underWay: Promise<void> | null = null;
  const measureInto = async (target: Gauge): Promise<void> => {
    try {
      const figures = await gauge.measure();
      target.reset();
      for (const { labels = {}, value } of figures) target.set({ ...labels }, value);
    } catch {
      target.reset();
    }
    measuredAt = performance.now();
  };
  const measured = new Gauge({
    name: gauge.name,
    help: gauge.help,
    labelNames: [...(gauge.labelNames ?? [])],
    registers: [],
    async collect() {
      if (performance.now() - measuredAt < gauge.goodForMs) return;
      underWay ??= measureInto(this).finally(() => {
        underWay = null;
      });
      await underWay;
    },
  });
  metrics.registerMetric(measured);
};

/** For what is read from the stores. */
export const STORE_GAUGE_MS = 15_000;
