/** Envelopes as this test writes them; shares nothing with the product's own reader and writer. */
export const NS = 'http://developer.intuit.com/';
export const SOAP_NS = 'http://schemas.xmlsoap.org/soap/envelope/';

export const envelope = (body: string, head = ''): string =>
  `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="${SOAP_NS}">${head}<soap:Body>${body}</soap:Body></soap:Envelope>`;

export const call = (operation: string, content = ''): string =>
  envelope(`<${operation} xmlns="${NS}">${content}</${operation}>`);

export const given = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `<${name}>${escaped(value)}</${name}>`)
    .join('');

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const login = (user: string, password: string): string =>
  call('authenticate', given({ strUserName: user, strPassword: password }));

export const send = (ticket: string, more: Readonly<Record<string, string>> = {}): string =>
  call(
    'sendRequestXML',
    given({
      ticket,
      strHCPResponse: '',
      strCompanyFileName: 'C:\\Books\\Shop.qbw',
      qbXMLCountry: 'US',
      qbXMLMajorVers: '13',
      qbXMLMinorVers: '0',
      ...more,
    }),
  );

export const receive = (ticket: string, response: string, hresult = '', message = ''): string =>
  call('receiveResponseXML', given({ ticket, response, hresult, message }));

/** The strings that an answer carries as its result. */
export const resultsIn = (text: string): readonly string[] =>
  [...text.matchAll(/<(?:string|\w+Result)>([^<]*)<\//g)].map(([, value = '']) =>
    value
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&#13;', '\r')
      .replaceAll('&amp;', '&'),
  );
