import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@ml-connector/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generatedSecrets } from './generated-secrets.js';
import { systemRandomness } from './system-randomness.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'ml-secrets-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('the secrets of an installation', () => {
  const secrets = generatedSecrets(systemRandomness);

  it('are made once and stay', () => {
    const first = secrets(directory);
    expect(secrets(directory)).toEqual(first);
    expect(first.adminToken).toHaveLength(32);
  });

  it('can be read by their owner only', () => {
    secrets(directory);
    expect(statSync(join(directory, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it('differ between installations', () => {
    expect(secrets(directory)).not.toEqual(secrets(join(directory, 'other')));
  });

  it('are never replaced when the file is damaged', () => {
    secrets(directory);
    writeFileSync(join(directory, 'secrets.json'), '{');
    expect(() => secrets(directory)).toThrow(AppError);
    expect(readFileSync(join(directory, 'secrets.json'), 'utf8')).toBe('{');
  });

  it('say what to do when the directory cannot be written', () => {
    writeFileSync(join(directory, 'file'), '');
    expect(() => secrets(join(directory, 'file', 'below'))).toThrowError(
      /cannot be written.*ML_DATA_DIR/,
    );
  });
});
