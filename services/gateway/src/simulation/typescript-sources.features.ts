import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { workerData } from 'node:worker_threads';
import type { SeedOrder } from './seed-order.features.js';

/**
 * Loaded before anything else in a worker: `./x.js` is read from `./x.ts`, so that a worker needs no bundler, and what a
 * mutant replaces is read from the mutant's own file. The packages are taken as built.
 */
const { replaces }: SeedOrder = workerData;
const SOURCES = new URL('../', import.meta.url).href;
const MUTANTS = new URL('./mutants/', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    const { parentURL } = context;
    if (!specifier.startsWith('.') || !parentURL?.startsWith(SOURCES)) {
      return next(specifier, context);
    }
    const source = new URL(specifier, parentURL).href.replace(/\.js$/, '.ts');
    const replacement = replaces[source.slice(SOURCES.length).replace(/\.ts$/, '')];
    const isReplaced = replacement !== undefined && !parentURL.startsWith(MUTANTS);
    const url = isReplaced ? `${MUTANTS}${replacement}.features.ts` : source;
    return next(existsSync(new URL(url)) ? url : specifier, context);
  },
});
