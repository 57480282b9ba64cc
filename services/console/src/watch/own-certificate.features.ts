import { generateKeyPairSync, sign } from 'node:crypto';

/** A certificate that signs itself and ends at this time, as a server takes it. Written byte by byte: no tool is needed. */
export const ownCertificate = (ends: Date): { readonly key: string; readonly cert: string } => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const name = part(SEQUENCE, part(SET, part(SEQUENCE, COMMON_NAME, part(TEXT, 'localhost'))));
  const body = part(
    SEQUENCE,
    part(INTEGER, Buffer.from([1])),
    ED25519,
    name,
    part(SEQUENCE, part(TIME, timeOf(new Date(0))), part(TIME, timeOf(ends))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign(null, body, privateKey)]);
  const certificate = part(SEQUENCE, body, ED25519, part(BITS, signature));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`,
  };
};

const [SEQUENCE, SET, INTEGER, BITS, TEXT, TIME] = [0x30, 0x31, 0x02, 0x03, 0x0c, 0x17] as const;

/** DER: a tag, the length, what is in it. */
const part = (tag: number, ...contents: readonly (Buffer | string)[]): Buffer => {
  const inside = Buffer.concat(contents.map((content) => Buffer.from(content)));
  const { length } = inside;
  const size = length < 128 ? [length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), inside]);
};

/** `YYMMDDHHMMSSZ` */
const timeOf = (time: Date): string => `${time.toISOString().slice(2, 19).replace(/\D/g, '')}Z`;

const ED25519 = part(SEQUENCE, Buffer.from('06032b6570', 'hex'));
const COMMON_NAME = Buffer.from('0603550403', 'hex');
