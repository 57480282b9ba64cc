const { GATEWAY, INGESTION, CONSOLE, ML_ADMIN_TOKEN } = process.env;
const soap = (operation, content) =>
  `<?xml version="1.0"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>` +
  `<${operation} xmlns="http://developer.intuit.com/">${content}</${operation}></soap:Body></soap:Envelope>`;
const call = (operation, content = '') =>
  fetch(`${GATEWAY}/qbwc`, {
    method: 'POST',
    headers: {
      'content-type': 'text/xml; charset=utf-8',
      soapaction: `"http://developer.intuit.com/${operation}"`,
    },
    body: soap(operation, content),
  });
const checks = [
  {
    what: 'the Web Connector address tells its version',
    answer: call('serverVersion'),
    status: 200,
    content: /ml-connector/,
  },
  {
    what: 'a wrong login is refused politely',
    answer: call(
      'authenticate',
      '<strUserName>nobody</strUserName><strPassword>wrong</strPassword>',
    ),
    status: 200,
    content: /nvu/,
  },
  {
    what: 'the Web Connector address has a page for people',
    answer: fetch(`${GATEWAY}/qbwc`),
    status: 200,
    content: /html/i,
  },
  {
    what: 'a delivery to nobody is refused',
    answer: fetch(`${INGESTION}/webhooks/nobody`, { method: 'POST', body: '{}' }),
    status: 404,
    content: /./,
  },
  {
    what: 'the console answers who has the token',
    answer: fetch(`${CONSOLE}/api/connections`, {
      headers: { authorization: `Bearer ${ML_ADMIN_TOKEN}` },
    }),
    status: 200,
    content: /items/,
  },
  {
    what: 'the console refuses who has not',
    answer: fetch(`${CONSOLE}/api/connections`),
    status: 401,
    content: /./,
  },
];
let failures = 0;
for (const { what, answer, status, content } of checks) {
  const got = await answer.then(
    async (response) => ({ status: response.status, body: await response.text() }),
    (error) => ({ status: 0, body: String(error.cause ?? error) }),
  );
  const isFine = got.status === status && content.test(got.body);
  if (!isFine) failures += 1;
  console.log(`${isFine ? 'ok  ' : 'FAIL'} ${what}${isFine ? '' : `: ${got.status}`}`);
}
process.exitCode = failures === 0 ? 0 : 1;
