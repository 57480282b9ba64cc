import { xml, type HostileRow } from './hostile-row.js';
import { speak } from './speak.js';
import type { Victim } from './victim.js';
import { call, escaped, given, login, receive, send } from './soap-message.js';

const SLOWEST_REFUSAL_MS = 15_000;
const tooLong = 'x'.repeat(300);
const wrongLogins: readonly (readonly [string, string, (victim: Victim) => [string, string]])[] = [
  ['T1', 'a wrong password', ({ user }) => [user, 'canary-7f3a']],
  ['T2', 'an unknown user', ({ password }) => ['ml-nobody', password]],
  ['T3', 'a password of another case', ({ user, password }) => [user, password.toUpperCase()]],
  ['T4', 'nothing at all', () => ['', '']],
  ['T4', 'no password', ({ user }) => [user, '']],
  ['T4', 'a password that is too long', ({ user }) => [user, tooLong]],
  ['T4', 'a blank after the password', ({ user, password }) => [user, `${password} `]],
  [
    'T4',
    'a look-alike of the user',
    ({ user, password }) => [user.replace('m', '\u043c'), password],
  ],
  ['T5', 'an operator as text', ({ user }) => [user, '{"$ne":1}']],
  ['T11', 'a ticket of the client’s own as password', ({ user, ticket }) => [user, ticket]],
];

export const LOGINS: readonly HostileRow[] = [
  ...wrongLogins.map(([id, what, credentials]): HostileRow => ({
    id,
    what: `a login with ${what}`,
    send: (victim) => ({ ...xml(login(...credentials(victim))), within: SLOWEST_REFUSAL_MS }),
    status: [200],
    result: ['', 'nvu'],
    event: 'auth.fail',
    // Guessing is made slow on purpose.
    withinMs: SLOWEST_REFUSAL_MS,
  })),
  {
    id: 'T6',
    what: 'hundreds of wrong logins',
    async send({ port, user }) {
      const tries = Array.from({ length: 200 }, (_, index) =>
        speak(port, {
          body: login(user, `canary-7f3a-${index}`),
          within: SLOWEST_REFUSAL_MS,
        }),
      );
      return (await Promise.all(tries)).at(-1) ?? (await speak(port, { body: login(user, 'x') }));
    },
    status: [200],
    result: ['', 'nvu'],
    event: 'auth.fail',
    withinMs: SLOWEST_REFUSAL_MS,
  },
];

const one = (operation: string) => (ticket: string) => call(operation, given({ ticket }));
const GUESSED = '{00000000-0000-4000-8000-000000000000}';
const stale = (
  ticket: (victim: Victim) => string,
  id: string,
  what: string,
  says = /update is over/,
): readonly HostileRow[] => {
  const row = (
    operation: string,
    body: (ticket: string) => string,
    result: readonly string[] | RegExp,
  ): HostileRow => ({
    id,
    what: `${what} in ${operation}`,
    send: (victim) => xml(body(ticket(victim))),
    status: [200],
    result,
  });
  return [
    row('sendRequestXML', (value) => send(value), ['']),
    row('receiveResponseXML', (value) => receive(value, '<QBXML/>'), ['-1']),
    row('getLastError', one('getLastError'), says),
    row(
      'connectionError',
      (value) =>
        call(
          'connectionError',
          given({ ticket: value, hresult: '0x80040408', message: 'canary-7f3a' }),
        ),
      ['done'],
    ),
    row('closeConnection', one('closeConnection'), ['OK']),
  ];
};

export const TICKETS: readonly HostileRow[] = [
  ...stale(() => GUESSED, 'T10', 'a guessed ticket'),
  // A login that the store did not let through has none.
  ...stale(() => '', 'T12', 'no ticket', /cannot reach its own store/),
  ...stale(() => '__proto__', 'T12', 'a ticket called __proto__'),
  ...stale(() => tooLong, 'T12', 'a ticket that is too long'),
  ...stale(
    ({ ticket }) => ticket.toLowerCase().replace('{', '{0'),
    'T12',
    'a ticket with one digit more',
  ),
  {
    id: 'T14',
    what: 'a live ticket from another address, as of a laptop that moves',
    send: ({ ticket }) => ({
      ...xml(call('getLastError', given({ ticket }))),
      from: '127.0.0.2',
    }),
    status: [200],
    result: ['No error.'],
  },
  ...['1.0.0.0', '<script>alert(1)</script>', ''].map((version): HostileRow => ({
    id: 'T21',
    what: `a Web Connector that calls itself ${version}`,
    send: xml(call('clientVersion', given({ strVersion: version }))),
    status: [200],
    result: [''],
  })),
  {
    id: 'T16',
    what: 'an answer that nobody asked for',
    send: ({ ticket }) =>
      xml(receive(ticket, '<?xml version="1.0"?><QBXML><QBXMLMsgsRs/></QBXML>')),
    status: [200],
    result: ['-1'],
    event: 'recv.unexpected',
  },
  {
    id: 'T16',
    what: 'an invented success for a set that never was',
    send: ({ ticket }) =>
      xml(
        receive(
          ticket,
          '<?xml version="1.0"?><QBXML><QBXMLMsgsRs newMessageSetID="x"><InvoiceAddRs requestID="r1" statusCode="0" statusSeverity="Info" statusMessage="OK"><InvoiceRet><TxnID>1-1</TxnID></InvoiceRet></InvoiceAddRs></QBXMLMsgsRs></QBXML>',
        ),
      ),
    status: [200],
    result: ['-1'],
    event: 'recv.unexpected',
  },
  {
    id: 'T18',
    what: 'an hresult and a message of 30 kB',
    send: ({ ticket }) =>
      xml(receive(ticket, '', escaped('<b>'.repeat(4_000)), 'canary-7f3a'.repeat(1_000))),
    status: [200],
    result: ['-1'],
    event: 'recv.unexpected',
  },
];
