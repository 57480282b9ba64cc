import type { Connection } from '@ml-connector/connections';
import type { Leases } from '@ml-connector/document-store';
import { createLookRests } from './look-rests.js';
import type { MappingPorts } from './mapping-ports.js';
import { lookAgain } from './planning/look-again.js';
import { releaseOpened } from './planning/release-opened.js';
import { sweepOpen, sweepPending } from './sweep-undecided.js';
import type { Wakes } from './wakes.js';

/** As long as reading connections is cached: what woke us before one tick is surely seen at the next. */
const TICK_MS = 1_000;
const SWEEP_MS = 60_000;

/** Looks again at what waits: soon where something changed, at everything once a minute, so that no wake-up is lost. */
export class UndecidedSchedule {
  private timer: NodeJS.Timeout | undefined;
  private run: Promise<void> = Promise.resolve();
  private isStopped = false;
  /** Milliseconds since 1970. A process that starts looks at everything: what woke the one before died with it. */
  private sweptAt = 0;
  private woken: readonly string[] = [];
  private readonly rests = createLookRests();

  constructor(
    private readonly ports: MappingPorts,
    private readonly wakes: Wakes,
    private readonly leases: Leases,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.run;
  }

  /** Another process that is at it sees the same; what woke this one stays for the next tick. */
  private async runAlone(): Promise<void> {
    const isDone = await this.leases.during('mapping.undecided', () =>
      this.runOnce().then(() => true),
    );
    if (isDone !== null) return;
    this.sweptAt = this.ports.clock.now();
    await this.lookAtWoken();
  }

  /** Everything at once: what a process left behind, and what waits for rules, lists or postings. */
  async runOnce(): Promise<void> {
    this.sweptAt = this.ports.clock.now();
    this.wakes.take();
    await sweepPending(this.ports);
    for (const connection of await this.ports.connections.active()) {
      // Whoever comes next begins with everything: a process that ends need not finish the round.
      if (this.isStopped) return;
      await this.attempt(connection.id, async () => {
        await lookAgain(this.ports, connection);
        await sweepOpen(this.ports, connection);
        await releaseOpened(this.ports, connection);
        await this.ports.postings.reconsiderWaiting(connection.id);
      });
    }
  }

  /** What fails for one connection keeps no other waiting. */
  private async attempt(
    connectionId: string | undefined,
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.ports.logger.warn(
        { event: 'mapping.sweep-failed', ...(connectionId ? { connectionId } : {}), error },
        'Waiting orders could not be looked at; they are looked at again within a minute.',
      );
    }
  }

  private schedule(): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      this.run = this.tick().then(() => this.schedule());
    }, TICK_MS).unref();
  }

  private tick(): Promise<void> {
    const isDue = this.ports.clock.now() - this.sweptAt >= SWEEP_MS;
    return this.attempt(undefined, () => (isDue ? this.runAlone() : this.lookAtWoken()));
  }

  private async lookAtWoken(): Promise<void> {
    const { woken } = this;
    const taken = this.wakes.take();
    // What is to be made waits for this with a session under way, and depends on no rule that may still be cached.
    for (const connectionId of taken) await this.lookAt(connectionId, lookAgain);
    const { clock } = this.ports;
    const resting = woken.filter((id) => this.rests.isResting(id, clock.now()));
    this.woken = [...new Set([...taken, ...resting])];
    for (const connectionId of woken) {
      if (resting.includes(connectionId)) continue;
      const began = clock.now();
      await this.lookAt(connectionId, async (ports, connection) => {
        await sweepOpen(ports, connection);
        await releaseOpened(ports, connection);
      });
      this.rests.looked(connectionId, { began, ended: clock.now() });
    }
  }

  private async lookAt(
    connectionId: string,
    look: (ports: MappingPorts, connection: Connection) => Promise<void>,
  ): Promise<void> {
    if (this.isStopped) return;
    const connection = await this.ports.connections.get(connectionId);
    if (connection?.state === 'active')
      await this.attempt(connectionId, () => look(this.ports, connection));
  }
}
