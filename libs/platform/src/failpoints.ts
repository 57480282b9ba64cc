import { readFileSync } from 'node:fs';
import { AppError, noFailpoints, type Failpoint } from '@ml-connector/kernel';
import { passageNow } from './passage.js';

const ENTRY = /^([a-z.-]+):(kill|throw|hang|drop|dup)(?:=(\d+))?(?:@(\d+))?$/;

interface Armed {
  readonly action: string;
  readonly milliseconds: number;
  /** At which passing, from 1. */
  readonly nth: number;
}

/**
 * Failpoints as a test arms them: `name:action@nth`, separated by semicolons; or `@path` of a file that says so and is
 * read at every passing. Empty in production. The actions:
 * - `kill` SIGKILL of this process;
 * - `throw` the step fails as if the store were away;
 * - `hang=milliseconds` the step goes on so much later;
 * - `drop` everything is done, and the caller never gets the answer;
 * - `dup` the same call is run a second time from its beginning, and to its end, before this one goes on.
 *
 * Each acts once and says so on stderr.
 * @throws AppError CONFIG_INVALID on an entry that has another form.
 */
export const failpointsFrom = (text: string): Failpoint => {
  if (text.startsWith('@')) return fromFile(text.slice(1));
  const armed = armedIn(text);
  return armed.size === 0 ? noFailpoints : acting(() => armed, new Map());
};

const armedIn = (text: string): ReadonlyMap<string, Armed> =>
  new Map(
    text
      .split(';')
      .filter((entry) => entry.trim() !== '')
      .map(parse),
  );

/** What is counted is forgotten when the file says something else. */
const fromFile = (path: string): Failpoint => {
  let known = '';
  let armed: ReadonlyMap<string, Armed> = new Map();
  const passed = new Map<string, number>();
  return acting(() => {
    const text = readFileSync(path, 'utf8');
    if (text !== known) {
      armed = armedIn(text);
      known = text;
      passed.clear();
    }
    return armed;
  }, passed);
};

const acting =
  (armed: () => ReadonlyMap<string, Armed>, passed: Map<string, number>): Failpoint =>
  async (name) => {
    const point = armed().get(name);
    if (!point) return;
    const times = (passed.get(name) ?? 0) + 1;
    passed.set(name, times);
    if (times !== point.nth) return;
    process.stderr.write(`failpoint ${name}: ${point.action}\n`);
    await act(name, point);
  };

const act = async (name: string, { action, milliseconds }: Armed): Promise<void> => {
  switch (action) {
    case 'kill':
      process.kill(process.pid, 'SIGKILL');
      return await after(60_000);
    case 'throw':
      throw new AppError('STORE_UNAVAILABLE', `Failpoint ${name}.`);
    case 'drop':
      return passageNow()?.loseAnswer();
    case 'dup':
      return await passageNow()?.repeat();
    case 'hang':
    default:
      return await after(milliseconds);
  }
};

const after = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

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
