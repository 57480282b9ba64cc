import type { Connection, ConnectionReader } from '@ml-connector/connections';
import type { Randomness } from '@ml-connector/kernel';
import { ShopUnavailable } from '@ml-connector/woocommerce';
import { shopLease } from '../reading/shop-lease.js';
import type { StoreClients } from '../reading/store-clients.js';
import { startTicker, type Ticker } from '@ml-connector/platform';
import { nextAttempt } from './next-attempt.js';
import { loadSweep } from './sweep-document.js';
import { noteFailure, type SweepPositions, sweepShop } from './sweep-shop.js';
import type { SweepingPorts } from './sweeping-ports.js';

export interface SweepScheduleOptions {
  readonly ports: SweepingPorts;
  readonly connections: Pick<ConnectionReader, 'active'>;
  readonly clients: StoreClients;
  readonly randomness: Randomness;
  readonly intervalMs: number;
}

interface Turn {
  /** Milliseconds since 1970. */
  dueAt: number;
  /** When a sweep last came to its end, or when the shop was met first; milliseconds since 1970. */
  doneAt: number;
  running: Promise<void> | null;
  /** Revision of the connection that failed; a person's change of it is tried at once. */
  failedRevision: number | null;
  /** When the shop was swept last, as far as this process knows; null: never. */
  knownRunAt: string | null;
  readonly positions: SweepPositions;
}

const TICK_MS = 2_000;
const AT_ONCE = 8;
/** Until a shop is looked at again that another process reads just now. */
const TAKEN_MS = 5_000;

/**
 * Sweeps every active shop at its own time, at most eight at once; one that is slow or fails has its own pause and never
 * delays another.
 */
export class SweepSchedule {
  private readonly turns = new Map<string, Turn>();
  private ticker: Ticker | null = null;

  constructor(private readonly options: SweepScheduleOptions) {}

  onApplicationBootstrap(): void {
    this.ticker = startTicker(
      TICK_MS,
      () => this.startDue(),
      (error) => this.options.ports.signals.workFailed('sweep', error),
    );
  }

  async onModuleDestroy(): Promise<void> {
    await this.ticker?.stop();
    await this.settled();
  }

  /** Sweeps what is due and waits for it. */
  async runOnce(): Promise<void> {
    await this.startDue();
    await this.settled();
  }

  /** For how long each active shop was not swept to the end, in milliseconds. */
  lags(): readonly number[] {
    const now = this.options.ports.clock.now();
    return [...this.turns.values()].map(({ doneAt }) => now - doneAt);
  }

  private async settled(): Promise<void> {
    await Promise.all([...this.turns.values()].map((turn) => turn.running ?? Promise.resolve()));
  }

  private async startDue(): Promise<void> {
    const active = await this.options.connections.active();
    await this.meet(active);
    const now = this.options.ports.clock.now();
    const free =
      AT_ONCE - [...this.turns.values()].filter(({ running }) => running !== null).length;
    const due = active
      .flatMap((connection) => {
        const turn = this.turns.get(connection.id);
        return turn?.running === null && isDue(turn, connection, now) ? [{ connection, turn }] : [];
      })
      .toSorted((a, b) => a.turn.dueAt - b.turn.dueAt)
      .slice(0, Math.max(free, 0));
    for (const { connection, turn } of due) turn.running = this.sweepAlone(connection, turn);
  }

  /** A shop that was swept not long ago, by a process that ended, waits for its time; a new one is swept at once. */
  private async meet(active: readonly Connection[]): Promise<void> {
    const ids = new Set(active.map(({ id }) => id));
    for (const [id, { running }] of this.turns)
      if (!ids.has(id) && running === null) this.turns.delete(id);
    this.options.clients.keepOnly(ids);
    for (const { id } of active) {
      if (this.turns.has(id)) continue;
      const { lastRunAt } = await loadSweep(this.options.ports.store, id);
      const dueAt = lastRunAt === null ? 0 : Date.parse(lastRunAt) + this.pause(0, null);
      const doneAt = lastRunAt === null ? this.options.ports.clock.now() : Date.parse(lastRunAt);
      this.turns.set(id, {
        dueAt,
        doneAt,
        running: null,
        failedRevision: null,
        knownRunAt: lastRunAt,
        positions: {},
      });
    }
  }

  /** One process at a time, and not again what another has just swept. */
  private async sweepAlone(connection: Connection, turn: Turn): Promise<void> {
    const { leases, store, clock, signals } = this.options.ports;
    try {
      const swept = await leases.during(shopLease(connection.id), async () => {
        const { lastRunAt } = await loadSweep(store, connection.id);
        const byOther = lastRunAt !== null && lastRunAt !== turn.knownRunAt;
        turn.knownRunAt = lastRunAt;
        if (byOther) {
          turn.doneAt = Date.parse(lastRunAt);
          turn.dueAt = turn.doneAt + this.pause(0, null);
        }
        if (!byOther || turn.dueAt <= clock.now()) await this.sweep(connection, turn);
        return true;
      });
      if (swept === null) turn.dueAt = clock.now() + TAKEN_MS;
    } catch (error) {
      signals.workFailed('sweep', error);
      turn.dueAt = clock.now() + TAKEN_MS;
    } finally {
      turn.running = null;
    }
  }

  private async sweep(connection: Connection, turn: Turn): Promise<void> {
    const { ports, clients } = this.options;
    try {
      const client = await clients.of(connection.id);
      const rest = await sweepShop(ports, { connection, client, positions: turn.positions });
      ports.signals.swept(connection.id);
      turn.failedRevision = null;
      turn.doneAt = ports.clock.now();
      turn.knownRunAt = (await loadSweep(ports.store, connection.id)).lastRunAt;
      turn.dueAt = ports.clock.now() + (rest === 'more' ? 0 : this.pause(0, null));
    } catch (error) {
      turn.failedRevision = connection.revision;
      turn.dueAt = ports.clock.now() + (await this.fail(connection.id, error));
    }
  }

  /** @returns how long to wait. */
  private async fail(connectionId: string, error: unknown): Promise<number> {
    const { ports } = this.options;
    ports.signals.shopFailed(connectionId, 'sweep', error);
    const retryAfterMs = error instanceof ShopUnavailable ? error.retryAfterMs : null;
    try {
      return this.pause(await noteFailure(ports, connectionId, error), retryAfterMs);
    } catch (failure) {
      ports.signals.workFailed('sweep', failure);
      return this.pause(1, retryAfterMs);
    }
  }

  private pause(failures: number, retryAfterMs: number | null): number {
    const { randomness, intervalMs } = this.options;
    const random = (randomness.bytes(1)[0] ?? 0) / 255;
    return nextAttempt({ failures, intervalMs, retryAfterMs }, random);
  }
}

const isDue = (turn: Turn, connection: Connection, now: number): boolean =>
  turn.dueAt <= now ||
  (turn.failedRevision !== null && turn.failedRevision !== connection.revision);
