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
  ['the Web Connector address tells its version', call('serverVersion'), 200, /ml-connector/],
  [
    'a wrong login is refused politely',
    call('authenticate', '<strUserName>nobody</strUserName><strPassword>wrong</strPassword>'),
    200,
    /nvu/,
  ],
  ['the Web Connector address has a page for people', fetch(`${GATEWAY}/qbwc`), 200, /html/i],
  [
    'a delivery to nobody is refused',
    fetch(`${INGESTION}/webhooks/nobody`, { method: 'POST', body: '{}' }),
    404,
    /./,
  ],
  [
    'the console answers who has the token',
    fetch(`${CONSOLE}/api/connections`, { headers: { authorization: `Bearer ${ML_ADMIN_TOKEN}` } }),
    200,
    /items/,
  ],
  ['the console refuses who has not', fetch(`${CONSOLE}/api/connections`), 401, /./],
];
let failures = 0;
for (const [what, answer, status, content] of checks) {
  const got = await answer.then(
    async (response) => ({ status: response.status, body: await response.text() }),
    (error) => ({ status: 0, body: String(error.cause ?? error) }),
  );
  const isFine = got.status === status && content.test(got.body);
  if (!isFine) failures += 1;
  console.log(`${isFine ? 'ok  ' : 'FAIL'} ${what}${isFine ? '' : `: ${got.status}`}`);
}
process.exitCode = failures === 0 ? 0 : 1;
