import { AppError } from '@ml-connector/kernel';
import { describe, expect, it } from 'vitest';
import { settingsFrom } from './config.js';

const key = Buffer.alloc(32, 1).toString('base64');
const generated = () => ({ adminToken: 'generated-token-000', encryptionKeys: `k1:${key}` });
const none = () => {
  throw new Error('No secrets were to be made.');
};

describe('the settings', () => {
  it('have defaults for one machine and make the secrets that are missing', () => {
    expect(settingsFrom({}, generated)).toMatchObject({
      mode: 'embedded',
      port: 3000,
      adminPort: null,
      publicUrl: 'http://localhost:3000',
      adminToken: 'generated-token-000',
      sweepIntervalMs: 300_000,
      sessionIdleMs: 60_000,
      allowPrivateStores: false,
    });
  });

  it('make nothing where everything is given', () => {
    const settings = settingsFrom(
      {
        ML_ADMIN_TOKEN: 'a-token-of-somebody',
        ML_ENCRYPTION_KEYS: `new:${key},old:${key}`,
        ML_PUBLIC_URL: 'https://books.example.com/',
      },
      none,
    );
    expect(settings.encryptionKeys.map(({ id }) => id)).toEqual(['new', 'old']);
    expect(settings.publicUrl).toBe('https://books.example.com');
  });

  it('name every fault at once, and no value', () => {
    const attempt = () =>
      settingsFrom(
        { ML_PORT: 'secret-port', ML_ALLOW_PRIVATE_STORES: 'perhaps', ML_MODE: 'cloud' },
        generated,
      );
    expect(attempt).toThrowError(/ML_MODE[\s\S]*ML_PORT[\s\S]*ML_ALLOW_PRIVATE_STORES/);
    expect(attempt).not.toThrowError(/secret-port/);
  });

  it('take an empty variable for one that is not set', () => {
    expect(settingsFrom({ ML_PORT: '' }, generated).port).toBe(3000);
  });

  it.each(['k1', 'k1:c2hvcnQ=', `k 1:${key}`, `k1:${key},k1:${key}`])(
    'refuse the encryption keys %j',
    (keys) => {
      expect(() => settingsFrom({ ML_ENCRYPTION_KEYS: keys }, generated)).toThrow(AppError);
    },
  );

  it('want the secrets from outside in distributed mode', () => {
    expect(() => settingsFrom({ ML_MODE: 'distributed' }, none)).toThrowError(
      /ML_ADMIN_TOKEN[\s\S]*ML_ENCRYPTION_KEYS/,
    );
  });
});
