import { AppError, noFailpoints, type Failpoint } from '@ml-connector/kernel';

const ENTRY = /^([a-z.-]+):(kill|throw|hang)(?:=(\d+))?(?:@(\d+))?$/;

interface Armed {
  readonly action: string;
  readonly milliseconds: number;
  /** At which passing, from 1. */
  readonly nth: number;
}

/**
 * Failpoints as a test arms them: `name:action@nth`, separated by semicolons; actions kill (SIGKILL of this process),
 * throw and hang=milliseconds. Empty in production.
 * @throws AppError CONFIG_INVALID on an entry that has another form.
 */
export const failpointsFrom = (text: string): Failpoint => {
  const entries = text.split(';').filter((entry) => entry.trim() !== '');
  if (entries.length === 0) return noFailpoints;
  const armed = new Map(entries.map(parse));
  const passed = new Map<string, number>();
  return async (name) => {
    const point = armed.get(name);
    if (!point) return;
    const times = (passed.get(name) ?? 0) + 1;
    passed.set(name, times);
    if (times !== point.nth) return;
    if (point.action === 'kill') process.kill(process.pid, 'SIGKILL');
    if (point.action === 'throw') throw new AppError('STORE_UNAVAILABLE', `Failpoint ${name}.`);
    await new Promise((resolve) =>
      setTimeout(resolve, point.action === 'kill' ? 60_000 : point.milliseconds),
    );
  };
};

const parse = (entry: string): [string, Armed] => {
  const match = ENTRY.exec(entry.trim());
  if (!match)
    throw new AppError(
      'CONFIG_INVALID',
      'ML_FAILPOINTS: entries are name:action@nth, separated by semicolons.',
    );
  const [, name = '', action = '', milliseconds = '1000', nth = '1'] = match;
  return [name, { action, milliseconds: Number(milliseconds), nth: Number(nth) }];
};
