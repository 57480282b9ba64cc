import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { printTable } from './print-table.js';
import { runDemo, type Started } from './run-demo.js';

const { values } = parseArgs({
  options: {
    keep: { type: 'boolean', default: false },
    distributed: { type: 'boolean', default: false },
  },
});
const started = Date.now();
const directory = mkdtempSync(join(tmpdir(), 'ml-connector-demo-'));

const say = (step: string): void =>
  console.log(`[${((Date.now() - started) / 1000).toFixed(1).padStart(5)} s] ${step}`);

const running: Started = [];
const stopAll = async (): Promise<void> => {
  for (let stop = running.pop(); stop; stop = running.pop()) await stop();
};
const end = async (): Promise<void> => {
  await stopAll();
  rmSync(directory, { recursive: true, force: true });
  process.exit();
};
process.once('SIGINT', () => void end());

const edition = values.distributed ? 'distributed' : 'standalone';
try {
  const demo = await runDemo({ directory, edition, started: running }, say);
  printTable(demo.result);
  const faults = [
    ...demo.result.faults,
    ...(demo.added === 0 ? [] : [`The second delivery added ${demo.added} documents.`]),
  ];
  console.log(demo.added === 0 ? 'The second delivery of everything added 0 documents.' : '');
  for (const fault of faults) console.error(`WRONG: ${fault}`);
  console.log(`Done in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
  process.exitCode = faults.length === 0 ? 0 : 1;
  if (values.keep)
    console.log(
      `\nStill running (Ctrl-C ends it), data in ${directory}:\n  ${demo.addresses.join('\n  ')}`,
    );
  else await end();
} catch (error) {
  console.error(`The demo failed: ${error instanceof Error ? error.message : String(error)}`);
  await stopAll();
  console.error(`Its data are in ${directory}.`);
  process.exit(1);
}
