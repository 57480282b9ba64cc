import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { serveUntilKilled } from '../processes/serve-until-killed.js';
import { BARE_SECRET } from './bare-secret.js';

const [, , file = ':memory:'] = process.argv;
const database = new DatabaseSync(file);
database.exec(`
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE deliveries (id INTEGER PRIMARY KEY, body BLOB NOT NULL)`);
const insert = database.prepare('INSERT INTO deliveries (body) VALUES (?)');

const isSigned = (request: IncomingMessage, body: Buffer): boolean => {
  const given = Buffer.from(String(request.headers['x-wc-webhook-signature']), 'base64');
  const right = createHmac('sha256', BARE_SECRET).update(body).digest();
  return given.length === right.length && timingSafeEqual(given, right);
};

/** The least that a durable webhook receiver can do: read, check the signature, commit, answer. */
serveUntilKilled((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    const signed = isSigned(request, body);
    if (signed) insert.run(body);
    response.writeHead(signed ? 200 : 401, { 'content-length': 0 }).end();
  });
});
