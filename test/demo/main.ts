import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { printTable } from './print-table.js';
import { runDemo } from './run-demo.js';

const { values } = parseArgs({ options: { keep: { type: 'boolean', default: false } } });
const started = Date.now();
const directory = mkdtempSync(join(tmpdir(), 'ml-connector-demo-'));

const say = (step: string): void =>
  console.log(`[${((Date.now() - started) / 1000).toFixed(1).padStart(5)} s] ${step}`);

try {
  const demo = await runDemo(directory, say);
  printTable(demo.result);
  const faults = [
    ...demo.result.faults,
    ...(demo.added === 0 ? [] : [`The second delivery added ${demo.added} documents.`]),
  ];
  console.log(demo.added === 0 ? 'The second delivery of everything added 0 documents.' : '');
  for (const fault of faults) console.error(`WRONG: ${fault}`);
  console.log(`Done in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
  process.exitCode = faults.length === 0 ? 0 : 1;
  if (values.keep) {
    console.log(
      `\nStill running (Ctrl-C ends it), data in ${directory}:\n  ${demo.addresses.join('\n  ')}`,
    );
    process.once('SIGINT', () => {
      void demo.stop().then(() => rmSync(directory, { recursive: true, force: true }));
    });
  } else {
    await demo.stop();
    rmSync(directory, { recursive: true, force: true });
  }
} catch (error) {
  console.error(`The demo failed: ${error instanceof Error ? error.message : String(error)}`);
  console.error(`Its data are in ${directory}.`);
  process.exit(1);
}
