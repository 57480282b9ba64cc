import { AppError } from '@ml-connector/kernel';
import { describe, expect, it } from 'vitest';
import { createPinoLogger } from './pino-logger.js';

const written = (
  write: (logger: ReturnType<typeof createPinoLogger>) => void,
): Record<string, unknown> => {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  write(createPinoLogger({ level: 'info', service: 'gateway', destination }));
  return JSON.parse(lines[0] ?? '{}');
};

describe('the log', () => {
  it('is one JSON line with the event that alerts look for', () => {
    const line = written((log) =>
      log.warn({ event: 'webhook.signature-wrong', connectionId: 'con-1' }, 'Refused.'),
    );
    expect(line).toMatchObject({
      level: 'warn',
      service: 'gateway',
      event: 'webhook.signature-wrong',
      connectionId: 'con-1',
      msg: 'Refused.',
    });
  });

  it('tells the code of an expected error, without a stack', () => {
    const line = written((log) =>
      log.error({ event: 'x.y', error: new AppError('CONFLICT', 'Lost a race.') }, 'm'),
    );
    expect(line['error']).toEqual({ code: 'CONFLICT', message: 'Lost a race.' });
  });

  it('cuts what is long and hides what is secret', () => {
    const line = written((log) =>
      log.info(
        {
          event: 'x.y',
          note: 'n'.repeat(5000),
          password: 'hunter2',
          request: { authorization: 'Bearer x' },
        },
        'm',
      ),
    );
    expect(String(line['note'])).toHaveLength(500);
    expect(JSON.stringify(line)).not.toMatch(/hunter2|Bearer x/);
  });
});
