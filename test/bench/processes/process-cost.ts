import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const TICKS_A_SECOND = 100;
const PAGE_BYTES = 4096;
const LOOK_MS = 300;
const BUSY_SHARE = 0.05;

/** Seconds of CPU that a process has used, in all its threads. Linux only. */
export const cpuSeconds = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // The name in brackets may hold anything; what counts comes after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
};

/** Megabytes of memory that are resident. Linux only. */
export const residentMegabytes = (pid: number): number => {
  const [, pages] = readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ');
  return (Number(pages) * PAGE_BYTES) / 1e6;
};

/** Bytes that a process has caused to be written to the disk. Linux only. */
export const bytesWritten = (pid: number): number => {
  const io = readFileSync(`/proc/${pid}/io`, 'latin1');
  return Number(/^write_bytes: (\d+)$/m.exec(io)?.[1] ?? 0);
};

/** Waits until a process has nothing left to do, so that its work does not fall into somebody else's turn. */
export const untilIdle = async (pid: number): Promise<void> => {
  for (;;) {
    const before = cpuSeconds(pid);
    await sleep(LOOK_MS);
    if (cpuSeconds(pid) - before < (BUSY_SHARE * LOOK_MS) / 1000) return;
  }
};
