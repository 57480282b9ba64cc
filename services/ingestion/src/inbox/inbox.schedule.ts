import type { Leases } from '@ml-connector/document-store';
import type { Signals } from '../signals.js';
import { startTicker, type Ticker } from '@ml-connector/platform';
import type { Inbox } from './inbox.js';

const TICK_MS = 2_000;

export interface InboxScheduleOptions {
  readonly inbox: Pick<Inbox, 'isEmpty' | 'drain'>;
  readonly leases: Leases;
  readonly signals: Pick<Signals, 'workFailed'>;
}

/** Brings to the log what waits beside it; one process at a time, so that it stays in order. */
export class InboxSchedule {
  private ticker: Ticker | null = null;

  constructor(private readonly options: InboxScheduleOptions) {}

  onApplicationBootstrap(): void {
    this.ticker = startTicker(
      TICK_MS,
      () => this.runOnce(),
      (error) => this.options.signals.workFailed('inbox', error),
    );
  }

  async onModuleDestroy(): Promise<void> {
    await this.ticker?.stop();
  }

  async runOnce(): Promise<void> {
    const { inbox, leases } = this.options;
    // A lease costs writes: it is taken only where there is something to do.
    if (await inbox.isEmpty()) return;
    await leases.during('ingestion.inbox', () => inbox.drain());
  }
}
