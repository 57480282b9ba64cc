import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { printFigures } from './measure/print-figures.js';
import { PARTS } from './parts.js';

const { values } = parseArgs({
  options: { only: { type: 'string' }, stack: { type: 'boolean', default: false } },
});
const hasStack = Boolean(process.env['ML_KAFKA_BROKERS'] && process.env['ML_MONGODB_URI']);

/** Each part has a process of its own, so that none finds the heap that another left. */
const runAll = (): void => {
  const [cpu] = cpus();
  console.log(`Node ${process.version}, ${cpus().length} x ${cpu?.model ?? 'unknown'}`);
  for (const { name, needsStack = false } of PARTS) {
    if (values.stack && !needsStack) continue;
    if (needsStack && !hasStack) {
      console.log(
        `\n${name}: left out, it needs a Kafka and a MongoDB (npm run bench:distributed).`,
      );
      continue;
    }
    const { status } = spawnSync(process.execPath, [import.meta.filename, '--only', name], {
      stdio: 'inherit',
    });
    if (status !== 0) process.exitCode = 1;
  }
};

const runOne = async (name: string): Promise<void> => {
  const part = PARTS.find((known) => known.name === name);
  if (!part) {
    console.error(
      `There is no ${name}. There are: ${PARTS.map((known) => known.name).join(', ')}.`,
    );
    process.exitCode = 1;
    return;
  }
  console.log(`\n${part.name}: ${part.title}`);
  printFigures(await part.run());
};

if (values.only === undefined) runAll();
else await runOne(values.only);
