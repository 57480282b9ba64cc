import { AppError } from '@ml-connector/kernel';

/**
 * Waits so long for the log: one that hangs is down. What it takes afterwards all the same stands twice, and readers drop
 * repeats.
 * @throws AppError LOG_UNAVAILABLE when the time (milliseconds) is over; what the work throws.
 */
export const answerInTime = async (milliseconds: number, work: Promise<unknown>): Promise<void> => {
  const tooLate = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => tooLate.reject(new AppError('LOG_UNAVAILABLE', 'The log does not answer.')),
    milliseconds,
  );
  try {
    await Promise.race([work, tooLate.promise]);
  } finally {
    clearTimeout(timer);
    // Nobody waits any more for how it ends.
    work.catch(() => undefined);
  }
};
