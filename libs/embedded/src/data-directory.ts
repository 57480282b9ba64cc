import { accessSync, constants, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '@ml-connector/kernel';

/** The files of an installation. Everything that must be backed up together lies in this directory. */
export interface DataDirectory {
  readonly path: string;
  readonly databaseFile: string;
  readonly lockFile: string;
  /** Tells people which process holds the lock; the lock itself is the operating system's. */
  readonly ownerFile: string;
}

/** Makes the directory if it is missing. @throws AppError CONFIG_INVALID if it cannot be written. */
export const prepareDataDirectory = (directory: string): DataDirectory => {
  const path = resolve(directory);
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new AppError(
      'CONFIG_INVALID',
      `The data directory ${path} cannot be written (${reasonOf(error)}). ` +
        'Give this user write access to it, or name another directory in ML_DATA_DIR.',
      { cause: error },
    );
  }
  return {
    path,
    databaseFile: join(path, 'ml-connector.sqlite'),
    lockFile: join(path, 'ml-connector.lock'),
    ownerFile: join(path, 'ml-connector.pid'),
  };
};

export const noteOwner = ({ ownerFile }: DataDirectory): void =>
  writeFileSync(ownerFile, `${process.pid}\n`, { mode: 0o600 });

export const forgetOwner = ({ ownerFile }: DataDirectory): void =>
  rmSync(ownerFile, { force: true });

/** @throws nothing: the error to show when another process holds the directory. */
export const inUse = ({ path, ownerFile }: DataDirectory): AppError =>
  new AppError(
    'STORE_IN_USE',
    `The data directory ${path} is in use by ${ownerName(ownerFile)}. ` +
      'Stop that process first, or name another directory in ML_DATA_DIR.',
  );

const ownerName = (ownerFile: string): string => {
  try {
    const pid = Number.parseInt(readFileSync(ownerFile, 'utf8'), 10);
    return Number.isSafeInteger(pid) ? `process ${pid}` : 'another process';
  } catch {
    return 'another process that is just starting';
  }
};

const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
