import { type ReadRequest, readRequests } from '@ml-connector/bookkeeping';
import type { ConnectionReader } from '@ml-connector/connections';
import type { Leases, Stored } from '@ml-connector/document-store';
import { isAppError, isoTime } from '@ml-connector/kernel';
import { startTicker, type Ticker } from '@ml-connector/platform';
import { ShopUnavailable } from '@ml-connector/woocommerce';
import type { Signals } from '../signals.js';
import { forgetUnreadable } from '../sweeping/sweep-document.js';
import { eachAtMost } from './each-at-most.js';
import { createGrowingPauses } from './growing-pauses.js';
import type { Lanes } from './lanes.js';
import type { ReadingPorts } from './reading.js';
import { serveReadRequest } from './serve-read-request.js';
import { shopLease } from './shop-lease.js';
import type { StoreClients } from './store-clients.js';

export interface ReadRequestsOptions {
  readonly ports: ReadingPorts & {
    readonly lanes: Lanes;
    readonly leases: Leases;
    readonly signals: Signals;
  };
  readonly connections: Pick<ConnectionReader, 'get'>;
  readonly clients: StoreClients;
}

const TICK_MS = 1_000;
const SCANNED = 200;
const AT_ONCE = 8;

/**
 * Does the GETs that others asked for. The scan goes round, so that requests of a shop that does not answer never stand
 * before another's; one thing that is asked for again and again is read at growing distances. What the shop's key may not
 * read holds up its like alone.
 */
export class ReadRequestsSchedule {
  private readonly shopPauses;
  private readonly sourcePauses;
  private cursor: string | null = null;
  private ticker: Ticker | null = null;

  constructor(private readonly options: ReadRequestsOptions) {
    const { clock } = options.ports;
    this.shopPauses = createGrowingPauses(clock, {
      firstMs: 5_000,
      longestMs: 15 * 60_000,
      capacity: 10_000,
    });
    this.sourcePauses = createGrowingPauses(clock, {
      firstMs: 1_000,
      longestMs: 10 * 60_000,
      capacity: 10_000,
    });
  }

  onApplicationBootstrap(): void {
    this.ticker = startTicker(
      TICK_MS,
      () => this.runOnce(),
      (error) => this.options.ports.signals.workFailed('read-requests', error),
    );
  }

  async onModuleDestroy(): Promise<void> {
    await this.ticker?.stop();
  }

  /** Serves a part of what stands, the next part the next time. */
  async runOnce(): Promise<void> {
    const byConnection = new Map<string, Stored<ReadRequest>[]>();
    for (const request of await this.scan()) {
      const { connectionId } = request.value;
      if (!this.shopPauses.isOver(connectionId) || !this.sourcePauses.isOver(request.id)) continue;
      if (!this.shopPauses.isOver(likeOf(request.value))) continue;
      byConnection.set(connectionId, [...(byConnection.get(connectionId) ?? []), request]);
    }
    await eachAtMost(AT_ONCE, [...byConnection], ([connectionId, requests]) =>
      this.options.ports.leases.during(shopLease(connectionId), () =>
        this.serveShop(connectionId, requests),
      ),
    );
  }

  private async scan(): Promise<readonly Stored<ReadRequest>[]> {
    const page = await this.options.ports.store.collection(readRequests).find({
      index: 'byAskedAt',
      equals: [],
      limit: SCANNED,
      ...(this.cursor === null ? {} : { cursor: this.cursor }),
    });
    this.cursor = page.next;
    return page.items;
  }

  private async serveShop(
    connectionId: string,
    requests: readonly Stored<ReadRequest>[],
  ): Promise<void> {
    try {
      const connection = await this.options.connections.get(connectionId);
      const isServed = connection?.state === 'active';
      for (const request of requests) {
        if (!isServed) await this.remove(request);
        else if (this.shopPauses.isOver(likeOf(request.value))) await this.serveOrPutOff(request);
      }
      this.shopPauses.forget(connectionId);
    } catch (error) {
      this.shopPauses.begin(
        connectionId,
        error instanceof ShopUnavailable ? (error.retryAfterMs ?? 0) : 0,
      );
      this.options.ports.signals.shopFailed(connectionId, 'read-request', error);
    }
  }

  private async serveOrPutOff(request: Stored<ReadRequest>): Promise<void> {
    try {
      await this.serve(request);
    } catch (error) {
      if (!isAppError(error, 'SHOP_REFUSED')) throw error;
      return await this.putOff(request, error);
    }
    this.shopPauses.forget(likeOf(request.value));
    await this.remove(request);
  }

  /** To the end of the line: it may be this one alone that is refused. */
  private async putOff({ id, version, value }: Stored<ReadRequest>, error: unknown): Promise<void> {
    const { store, clock, signals } = this.options.ports;
    this.shopPauses.begin(likeOf(value));
    signals.shopFailed(value.connectionId, `read-request of ${value.what}`, error);
    const askedAt = isoTime(clock.now());
    await store.collection(readRequests).replace(id, version, { ...value, askedAt });
  }

  private async serve({ id, value }: Stored<ReadRequest>): Promise<void> {
    const { ports, clients } = this.options;
    const { connectionId } = value;
    const client = await clients.of(connectionId);
    let isRead = true;
    const reading = {
      connectionId,
      client,
      by: 'read',
      causationId: `read|${value.reason}`,
      tellAgain: true,
      onProblem: (problem) => {
        if (problem.what === value.what) isRead = false;
        ports.signals.unreadable(connectionId, problem);
      },
    } as const satisfies Parameters<typeof serveReadRequest>[1];
    this.sourcePauses.begin(id);
    const events = await ports.lanes(connectionId, () => serveReadRequest(ports, reading, value));
    ports.signals.observed('read', events);
    if (isRead && value.what === 'order')
      await forgetUnreadable(ports.store, connectionId, [value.sourceId]);
  }

  /** A request that was asked for anew meanwhile has another version and stands. */
  private async remove({ id, version }: Stored<ReadRequest>): Promise<void> {
    await this.options.ports.store.collection(readRequests).remove(id, version);
  }
}

const likeOf = ({ connectionId, what }: Pick<ReadRequest, 'connectionId' | 'what'>): string =>
  `${connectionId}|${what}`;
