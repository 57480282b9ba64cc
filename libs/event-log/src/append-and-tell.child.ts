import { openChildLog, say } from './open-log.child.js';

const ALONE = 40;
const WAVES = 5;
const TOGETHER = 64;

const child = await openChildLog();

const tell = async (name: string, work: () => Promise<unknown>): Promise<void> => {
  say(`handed ${name}`);
  try {
    await work();
    say(`acknowledged ${name}`);
  } catch {
    say(`refused ${name}`);
    if (process.env['DIE_WHEN_REFUSED']) process.kill(process.pid, 'SIGKILL');
  }
};

for (let number = 0; number < ALONE; number += 1) {
  await tell(`alone-${number}`, () => child.append(`alone-${number}`));
}
for (let wave = 0; wave < WAVES; wave += 1) {
  await tell(`wave-${wave}`, () =>
    Promise.all(
      Array.from({ length: TOGETHER }, (_, each) => child.append(`wave-${wave}-${each}`)),
    ),
  );
}
await child.close();
