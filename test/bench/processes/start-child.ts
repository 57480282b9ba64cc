import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A process that answers messages, one at a time. */
export interface Child {
  readonly pid: number;
  /** @throws Error if it ends, or says that it failed. */
  ask(message: object): Promise<unknown>;
  stop(): Promise<void>;
}

const folder = join(import.meta.dirname, '..');

/** Starts a module of this folder, e.g. `webhooks/bare-server.child`, as a process of its own. */
export const startChild = (module: string, ...parameters: readonly string[]): Child => {
  const child = fork(join(folder, `${module}.js`), parameters, {
    execArgv: [],
    serialization: 'advanced',
  });
  const ended = once(child, 'exit');
  return {
    pid: child.pid ?? 0,
    ask: async (message) => {
      const answered = once(child, 'message');
      child.send(message);
      const outcome = await Promise.race([answered, ended]);
      const [answer]: unknown[] = outcome;
      if (typeof answer === 'object' && answer !== null && 'answer' in answer) return answer.answer;
      throw new Error(`${module} failed: ${JSON.stringify(answer)}`);
    },
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
};
