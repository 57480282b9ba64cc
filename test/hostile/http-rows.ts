import { gzipSync } from 'node:zlib';

import { CLOSE, parse, plain, xml, type HostileRow } from './hostile-row.js';
import { speak } from './speak.js';
import { call, login, receive } from './soap-message.js';

export const SIZES: readonly HostileRow[] = [
  plain(
    'S8',
    'a login of 200 kB',
    xml(login('u', 'p'.repeat(200_000))),
    [413, 0],
    'http.too-large',
  ),
  plain(
    'S8',
    'an answer of 5 MB without a ticket',
    xml(receive('guessed', 'x'.repeat(5_000_000))),
    [413, 0],
    'http.too-large',
  ),
  {
    id: 'S8',
    what: 'an answer of 11 MB with a live ticket',
    send: ({ ticket }) => xml(receive(ticket, 'x'.repeat(11_000_000))),
    status: [413, 0],
    event: 'http.too-large',
    withinMs: 6_000,
  },
  {
    id: 'S8',
    what: 'a large login that names an answer and a live ticket in its text',
    send: ({ ticket }) => xml(login(`receiveResponseXML><ticket>${ticket}<`, 'p'.repeat(100_000))),
    status: [413, 0],
    event: 'http.too-large',
  },
  plain(
    'S8',
    'chunks without end',
    {
      pieces: [
        'POST /qbwc HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n',
        ...Array.from({ length: 40 }, () => `2000\r\n${'x'.repeat(0x2000)}\r\n`),
      ],
    },
    [413, 0],
    'http.too-large',
  ),
  plain(
    'S9',
    'a bomb in gzip',
    { body: gzipSync(Buffer.alloc(20_000_000)), headers: { 'Content-Encoding': 'gzip' } },
    [415],
    'http.encoding',
  ),
  plain(
    'S9',
    'gzip that is none',
    { body: 'garbage', headers: { 'Content-Encoding': 'gzip' } },
    [415],
    'http.encoding',
  ),
  plain(
    'S9',
    'an encoding called identity',
    { body: CLOSE, headers: { 'Content-Encoding': 'identity' } },
    [415],
    'http.encoding',
  ),
];

export const HTTP: readonly HostileRow[] = [
  plain('S21', 'PUT', { method: 'PUT', body: CLOSE }, [405]),
  plain('S21', 'DELETE', { method: 'DELETE' }, [405]),
  plain('S21', 'TRACE', { method: 'TRACE' }, [405]),
  plain('S21', 'a path below', { path: '/qbwc/admin', body: CLOSE }, [404]),
  plain('S21', 'a path that climbs', { path: '/qbwc/../api/connections', body: CLOSE }, [404]),
  plain(
    'A20',
    'two lengths',
    {
      pieces: [
        `POST /qbwc HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello`,
      ],
    },
    [400],
  ),
  plain(
    'A20',
    'a length and chunks',
    {
      pieces: [
        `POST /qbwc HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      ],
    },
    [400],
  ),
  plain(
    'A20',
    'a folded header',
    { pieces: ['POST /qbwc HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\nContent-Length: 0\r\n\r\n'] },
    [400],
  ),
  plain('A20', 'headers of 100 kB', { headers: { 'X-Large': 'x'.repeat(100_000) } }, [431, 400, 0]),
];

export const SLOW: readonly HostileRow[] = [
  plain(
    'S24',
    'a call in pieces of one byte',
    {
      pieces:
        `POST /qbwc HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello`.split(
          '',
        ),
      pauseMs: 5,
    },
    [500],
    parse,
  ),
  plain(
    'S24',
    'a body that is shorter than it says, and a sender who goes',
    {
      pieces: [`POST /qbwc HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n<soap`],
      within: 300,
    },
    [0],
    'http.aborted',
  ),
  {
    id: 'S24',
    what: 'hundreds of connections that send half a header',
    async send({ port }) {
      const half = Array.from({ length: 300 }, () =>
        speak(port, { pieces: ['POST /qbwc HTTP/1.1\r\nHost: x\r\nX: '], within: 1_500 }),
      );
      const reply = await speak(port, { body: call('serverVersion') });
      await Promise.all(half);
      return reply;
    },
    status: [200],
    result: /ml-connector/,
    withinMs: 6_000,
  },
];
