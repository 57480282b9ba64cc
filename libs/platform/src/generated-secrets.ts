import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, type Randomness } from '@ml-connector/kernel';
import { z } from 'zod';
import type { GeneratedSecrets } from './config.js';

const FILE = 'secrets.json';
const schema = z.strictObject({
  adminToken: z.string().min(16),
  encryptionKeys: z.string().min(40),
});

/**
 * The secrets of an installation on one machine, made at the first start and kept in `<data directory>/secrets.json`,
 * readable by its owner only. Whoever backs up the data directory backs them up with it.
 * @throws AppError CONFIG_INVALID where the directory cannot be written or the file was damaged.
 */
export const generatedSecrets =
  (randomness: Randomness) =>
  (dataDirectory: string): GeneratedSecrets => {
    const file = join(dataDirectory, FILE);
    try {
      mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
      writeFileSync(file, `${JSON.stringify(make(randomness), null, 2)}\n`, {
        flag: 'wx',
        mode: 0o600,
      });
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw unwritable(dataDirectory, error);
    }
    return read(file);
  };

const make = (randomness: Randomness): GeneratedSecrets => ({
  adminToken: Buffer.from(randomness.bytes(24)).toString('base64url'),
  encryptionKeys: `k1:${Buffer.from(randomness.bytes(32)).toString('base64')}`,
});

const read = (file: string): GeneratedSecrets => {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new AppError(
      'CONFIG_INVALID',
      `${file} cannot be read as the secrets of this installation. Restore it from your backup, or set ML_ADMIN_TOKEN and ML_ENCRYPTION_KEYS.`,
      { cause },
    );
  }
};

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

const unwritable = (directory: string, cause: unknown): AppError =>
  new AppError(
    'CONFIG_INVALID',
    `The data directory ${directory} cannot be written. Give this user the right to write there, or set ML_DATA_DIR to another directory.`,
    { cause },
  );
