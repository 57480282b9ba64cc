import { console as consoleService } from '@ml-connector/console';
import { type Postings, postingId } from '@ml-connector/postings';
import { setTimeout as sleep } from 'node:timers/promises';
import { productApi } from '../../harness/product-api.js';
import type { BenchPart, Figure } from '../bench-part.js';
import { type MappingWorld, openMapping } from '../mapping/mapping-world.js';
import { observedOrders } from '../mapping/observed-orders.js';
import { append, FIRST_ID, FIRST_ORDERS, prepare } from '../mapping/prepare-mapping.js';
import { perSecond } from '../measure/alternate.js';
import { percentile, type Spread, spreadOf } from '../measure/spread.js';
import { inTemporaryDirectory } from '../processes/temporary-directory.js';
import { orderFrom } from '../webhooks/order-bodies.js';
import { fillOrders, type KnownPattern, patternOf } from './fill-orders.js';

/** How many orders are known when it is measured; ten gigabytes of disk for the last. */
const SIZES = [1_000, 100_000, 1_000_000] as const;
const ORDERS = 2_000;
const PREVIEWS = 100;
const ROUNDS = 3;
const LOOK_MS = 5;
const FIRST_FILLED = 10_000_000;

/** Whether mapping and previewing get slower the more orders are known. */
export const knownPart: BenchPart = {
  name: 'known',
  title: `${ORDERS} orders mapped and ${PREVIEWS} previewed a round, ${ROUNDS} rounds, with ${SIZES.join(', ')} orders known`,
  run: () =>
    inTemporaryDirectory(async (directory) => {
      const world = await openMapping(directory, {}, [consoleService]);
      try {
        await prepare(world);
        const patterns = await postFirstOrders(world);
        const figures: Figure[] = [];
        let [known, nextId] = [FIRST_ORDERS, 100_000];
        let first: Measured | null = null;
        for (const size of SIZES) {
          const firstId = FIRST_FILLED + known;
          await fillOrders(world.ports.store, patterns, { firstId, count: size - known });
          known = size;
          const measured = await measure(world, { nextId, knownId: firstId });
          // The last size takes tens of minutes: who does not wait for it has the others.
          console.log(`  ${size.toLocaleString('en')} orders known: ${inWords(measured)}`);
          nextId += ORDERS * (ROUNDS + 1);
          known += ORDERS * (ROUNDS + 1);
          first ??= measured;
          figures.push(...figuresOf(size, measured, first));
        }
        return figures;
      } finally {
        await world.close();
      }
    }),
};

const inWords = ({ mapped, ofNew, ofKnown }: Measured): string =>
  `${mapped.median.toFixed(0)} mapped/s, a preview of a new one ${ofNew.median.toFixed(1)} ms, of a known one ${ofKnown.median.toFixed(1)} ms`;

interface Measured {
  readonly mapped: Spread;
  readonly ofNew: Spread;
  readonly ofKnown: Spread;
}

/** The first orders stand in the books: what the product wrote of them is the pattern of those that are filled in. */
const postFirstOrders = async (world: MappingWorld): Promise<readonly KnownPattern[]> => {
  const { connectionId, postings, ports } = world;
  const ids = Array.from({ length: FIRST_ORDERS }, (_, index) => FIRST_ID + index);
  for (const kind of ['invoice', 'payment'] as const) {
    await world.postDocuments(ids.map((id) => postingId(connectionId, kind, String(id))));
    await postings.relayPending();
  }
  const patterns: KnownPattern[] = [];
  for (const id of ids) {
    const pattern = await patternOf(ports.store, connectionId, id);
    if (pattern) patterns.push(pattern);
  }
  if (patterns.length === 0) throw new Error('No order stands in the books.');
  return patterns;
};

const measure = async (
  world: MappingWorld,
  { nextId, knownId }: { readonly nextId: number; readonly knownId: number },
): Promise<Measured> => {
  const mapped: number[] = [];
  const ofNew: number[] = [];
  const ofKnown: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const firstId = nextId + round * ORDERS;
    const rate = await mapOrders(world, firstId);
    const fresh = await previews(world, (at) => ({ order: orderFrom(firstId + ORDERS + at) }));
    const seen = await previews(world, (at) => ({ orderId: knownId + at }));
    // The first round warms up.
    if (round === 0) continue;
    mapped.push(rate);
    ofNew.push(fresh);
    ofKnown.push(seen);
  }
  return { mapped: spreadOf(mapped), ofNew: spreadOf(ofNew), ofKnown: spreadOf(ofKnown) };
};

const mapOrders = async (world: MappingWorld, firstId: number): Promise<number> => {
  const { connectionId, ports, postings } = world;
  const events = await observedOrders(ports.vault, connectionId, { firstId, count: ORDERS });
  const ids = events.map((_, index) => postingId(connectionId, 'invoice', String(firstId + index)));
  return perSecond(ORDERS, async () => {
    await append(world, events);
    await untilPlanned(postings, ids);
  });
};

/** One at a time, so that looking costs next to nothing. */
const untilPlanned = async (
  postings: Pick<Postings, 'get'>,
  ids: readonly string[],
): Promise<void> => {
  for (const id of ids.toReversed()) while (!(await postings.get(id))) await sleep(LOOK_MS);
};

/** @returns the median of so many previews, in milliseconds. */
const previews = async (world: MappingWorld, bodyOf: (at: number) => unknown): Promise<number> => {
  const api = productApi(world.url);
  // The connection of the round before may be one that the server has just closed.
  await api.call('GET', '/health/live').catch(() => undefined);
  const took: number[] = [];
  for (let at = 0; at < PREVIEWS; at += 1) {
    const body = bodyOf(at);
    const began = performance.now();
    const { status } = await api.call(
      'POST',
      `/api/connections/${world.connectionId}/preview`,
      body,
    );
    took.push(performance.now() - began);
    if (status !== 200) throw new Error(`A preview was answered with ${status}.`);
  }
  return percentile(
    took.toSorted((a, b) => a - b),
    50,
  );
};

const figuresOf = (size: number, measured: Measured, first: Measured): readonly Figure[] => {
  const known = `${size.toLocaleString('en')} orders known`;
  const beside = (of: keyof Measured) =>
    measured === first
      ? {}
      : {
          baseline: { what: `${SIZES[0].toLocaleString('en')} orders known`, measured: first[of] },
        };
  return [
    {
      what: `orders mapped/s, ${known}`,
      unit: '/s',
      measured: measured.mapped,
      ...beside('mapped'),
    },
    {
      what: `preview of a new order, ${known}`,
      unit: 'ms',
      measured: measured.ofNew,
      ...beside('ofNew'),
    },
    {
      what: `preview of a known order, ${known}`,
      unit: 'ms',
      measured: measured.ofKnown,
      ...beside('ofKnown'),
    },
  ];
};
