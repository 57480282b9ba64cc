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

  it('want everything that processes share from outside in distributed mode, named at once', () => {
    expect(() => settingsFrom({ ML_MODE: 'distributed' }, none)).toThrowError(
      /ML_ADMIN_TOKEN[\s\S]*ML_ENCRYPTION_KEYS[\s\S]*ML_KAFKA_BROKERS[\s\S]*ML_MONGODB_URI/,
    );
    expect(() => settingsFrom({ ML_MODE: 'distributed', ML_PORT: 'x' }, none)).toThrowError(
      /ML_PORT[\s\S]*ML_ADMIN_TOKEN[\s\S]*ML_ENCRYPTION_KEYS[\s\S]*ML_KAFKA_BROKERS[\s\S]*ML_MONGODB_URI/,
    );
  });
});

const distributed = {
  ML_MODE: 'distributed',
  ML_ADMIN_TOKEN: 'a-token-of-somebody',
  ML_ENCRYPTION_KEYS: `k1:${key}`,
  ML_KAFKA_BROKERS: 'kafka-0:9092, kafka-1:9092',
  ML_MONGODB_URI: 'mongodb://somebody:secret-word@mongo/books',
};

describe('the settings of a distributed installation', () => {
  it('have defaults that lose nothing', () => {
    const { kafka, mongodb } = settingsFrom(distributed, none);
    expect(kafka).toEqual({
      brokers: ['kafka-0:9092', 'kafka-1:9092'],
      replication: 3,
      partitions: 12,
      prefix: '',
      sessionMs: 30_000,
      tls: null,
      sasl: null,
    });
    expect(mongodb).toMatchObject({ database: null, pool: 20, answerMs: 20_000, caFile: null });
  });

  it('take one copy of the log only on somebody’s word', () => {
    const one = { ...distributed, ML_KAFKA_REPLICATION: '1' };
    expect(() => settingsFrom(one, none)).toThrowError(/ML_KAFKA_SINGLE_NODE=true/);
    const said = settingsFrom({ ...one, ML_KAFKA_SINGLE_NODE: 'true' }, none);
    expect(said.kafka?.replication).toBe(1);
  });

  it('read the certificates, and take a file for a wish for TLS', () => {
    const settings = { ...distributed, ML_KAFKA_CA_FILE: import.meta.filename };
    expect(settingsFrom(settings, none).kafka?.tls?.ca).toContain('the certificates');
    expect(settingsFrom({ ...distributed, ML_KAFKA_TLS: 'true' }, none).kafka?.tls).toEqual({});
  });

  it('name every fault of the addresses, files and credentials at once, and no secret', () => {
    const attempt = () =>
      settingsFrom(
        {
          ...distributed,
          ML_ENCRYPTION_KEYS: 'k1:short',
          ML_KAFKA_REPLICATION: '1',
          ML_KAFKA_CERT_FILE: '/nowhere/cert.pem',
          ML_KAFKA_SASL_USERNAME: 'secret-name',
          ML_MONGODB_CA_FILE: '/nowhere/ca.pem',
        },
        none,
      );
    expect(attempt).toThrowError(
      /ML_KAFKA_REPLICATION[\s\S]*ML_KAFKA_CERT_FILE[\s\S]*ML_KAFKA_SASL_MECHANISM[\s\S]*ML_MONGODB_CA_FILE[\s\S]*ML_ENCRYPTION_KEYS/,
    );
    expect(attempt).not.toThrowError(/secret-|nowhere/);
  });

  it.each(['kafka', 'kafka:9092,', 'http://kafka:9092'])('refuse the brokers %j', (brokers) => {
    const attempt = () => settingsFrom({ ...distributed, ML_KAFKA_BROKERS: brokers }, none);
    expect(attempt).toThrowError(/ML_KAFKA_BROKERS: must be host:port/);
  });
});
