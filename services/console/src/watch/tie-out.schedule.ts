import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { ConnectionReader } from '@ml-connector/connections';
import type { DocumentStore } from '@ml-connector/document-store';
import type { Clock } from '@ml-connector/kernel';
import type { Logger } from '@ml-connector/platform';
import type { Postings } from '@ml-connector/postings';
import { Gauge, type Registry } from 'prom-client';
import { readTieOut } from '../tie-out/read-tie-out.js';

const HOUR_MS = 3_600_000;
const FIRST_MS = 300_000;
const DAY_MS = 86_400_000;
/** Today and yesterday are still on their way. */
const LAST_DAY = 2;
const FIRST_DAY = 8;

export interface WatchTieOut {
  readonly connections: Pick<ConnectionReader, 'active'>;
  readonly store: DocumentStore;
  readonly postings: Postings;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Registry;
}

/** Compares the week before yesterday once an hour, shop after shop, and tells by how much the books differ in all. */
export class TieOutSchedule implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly gauge: Gauge<'currency'>;
  private timer: NodeJS.Timeout | null = null;
  private isOver = false;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly watched: WatchTieOut) {
    this.gauge = new Gauge({
      name: 'ml_connector_tie_out_difference',
      help: 'By how much shops and books differ over the days that lie two to eight days back, in units of the currency.',
      labelNames: ['currency'],
      registers: [watched.metrics],
    });
  }

  onApplicationBootstrap(): void {
    this.plan(FIRST_MS);
  }

  async onModuleDestroy(): Promise<void> {
    this.isOver = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  async runOnce(): Promise<void> {
    const { connections, clock, logger, store, postings } = this.watched;
    const range = { from: dayBefore(clock, FIRST_DAY), to: dayBefore(clock, LAST_DAY) };
    const sums = new Map<string, number>();
    try {
      for (const connection of await connections.active()) {
        if (this.isOver) return;
        const { currency, days } = await readTieOut(connection, range, { store, postings });
        const difference = days.reduce((sum, day) => sum + Math.abs(Number(day.difference)), 0);
        if (currency !== null) sums.set(currency, (sums.get(currency) ?? 0) + difference);
      }
      this.gauge.reset();
      for (const [currency, difference] of sums)
        this.gauge.set({ currency }, Math.round(difference * 1_000) / 1_000);
    } catch (error) {
      this.gauge.reset();
      logger.warn({ event: 'tie-out.failed', error }, 'Shops and books could not be compared.');
    }
  }

  private async runAndPlan(): Promise<void> {
    await this.runOnce();
    if (!this.isOver) this.plan(HOUR_MS);
  }

  private plan(delayMs: number): void {
    this.timer = setTimeout(() => {
      this.running = this.runAndPlan();
    }, delayMs).unref();
  }
}

const dayBefore = (clock: Clock, days: number): string =>
  new Date(clock.now() - days * DAY_MS).toISOString().slice(0, 10);
