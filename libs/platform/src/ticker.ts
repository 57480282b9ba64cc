/** Something that happens again and again, never twice at once. */
export interface Ticker {
  stop(): Promise<void>;
}

/**
 * Runs `work` every `intervalMs` (at least a second), counted from the end of the run before. The timer alone keeps no
 * process alive; `stop` waits for the run in hand.
 */
export const startTicker = (
  intervalMs: number,
  work: () => Promise<void>,
  onError: (error: unknown) => void,
): Ticker => {
  let stopped = false;
  let run: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const schedule = (): void => {
    if (!stopped) timer = setTimeout(start, intervalMs).unref();
  };
  const start = (): void => {
    run = work().catch(onError).then(schedule);
  };
  schedule();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      return run;
    },
  };
};
