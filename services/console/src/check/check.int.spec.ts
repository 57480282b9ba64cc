import { createServer, type RequestListener, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleProcess, startConsole } from '../console-process.features.js';

const TNS = 'http://developer.intuit.com/';

let product: ConsoleProcess;
let gateway: Listening;
const opened: Listening[] = [];

beforeAll(async () => {
  gateway = await listen((request, response) => {
    response.setHeader('Content-Type', 'text/xml');
    response.end(request.method === 'GET' ? wsdl : serverVersionAnswer);
  });
  product = await startConsole({
    ML_PUBLIC_URL: gateway.url,
    ML_ALLOW_PRIVATE_STORES: 'true',
  });
});
afterEach(async () => {
  await Promise.all(opened.splice(1).map((server) => server.close()));
});
afterAll(async () => {
  await product.close();
  await gateway.close();
});

const checked = async (shop: Listening) => {
  const created = await product.call('post', '/api/connections').send({
    name: 'Shop',
    store: { url: shop.url, consumerKey: 'ck', consumerSecret: 'cs' },
  });
  const path = `/api/connections/${created.body.id}`;
  const answer = await product.call('post', `${path}/check`);
  expect(answer.status).toBe(200);
  const states = new Map<string, { state: string; sentence: string }>(
    answer.body.checks.map((check: { name: string }) => [check.name, check]),
  );
  return { states, path, checks: answer.body.checks };
};

describe('POST …/check', () => {
  it('finds a shop and a Web Connector service that answer, and learns what the shop says', async () => {
    const { states, path, checks } = await checked(await listen(healthyShop));
    for (const name of ['store', 'store-key', 'web-connector-address', 'web-connector'])
      expect(states.get(name)).toMatchObject({ state: 'ok' });
    expect(states.get('web-connector')?.sentence).toContain('version 1.2.3');
    const connection = await product.call('get', path);
    expect(connection.body.checks).toEqual(checks);
    expect(connection.body.store).toMatchObject({
      currency: 'EUR',
      timeZone: '+05:30',
      pricesIncludeTax: true,
    });
  });

  it('says that a key was refused', async () => {
    const shop = await listen((request, response) => {
      if (isIndex(request.url)) return healthyShop(request, response);
      response.writeHead(401, { 'Content-Type': 'application/json' });
      response.end('{"code":"woocommerce_rest_authentication_error","message":"no"}');
    });
    const { states } = await checked(shop);
    expect(states.get('store')).toMatchObject({ state: 'ok' });
    expect(states.get('store-key')).toMatchObject({ state: 'problem' });
  });

  it('says that the site is no shop', async () => {
    const shop = await listen((_request, response) => {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify({ ...site, namespaces: ['wp/v2'] }));
    });
    const { states } = await checked(shop);
    expect(states.get('store')).toMatchObject({
      state: 'problem',
      sentence: expect.stringContaining('WooCommerce'),
    });
  });

  it('says that nothing answers', async () => {
    const shop = await listen(healthyShop);
    await shop.close();
    const { states } = await checked(shop);
    expect(states.get('store')).toMatchObject({ state: 'problem' });
    expect(states.get('web-connector')).toMatchObject({ state: 'ok' });
  });
});

interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

const listen = async (listener: RequestListener): Promise<Listening> => {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const listening = {
    url: `http://localhost:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  opened.push(listening);
  return listening;
};

const site = {
  name: 'Shop',
  url: 'http://localhost',
  timezone_string: '',
  gmt_offset: 5.5,
  namespaces: ['wc/v3'],
};

const isIndex = (url = ''): boolean => /^\/wp-json\/?(\?|$)/.test(url);

const healthyShop: RequestListener = (request, response) => {
  const url = request.url ?? '';
  response.setHeader('Content-Type', 'application/json');
  if (isIndex(url)) response.end(JSON.stringify(site));
  else if (url.includes('/settings/general'))
    response.end(
      JSON.stringify([
        { id: 'woocommerce_currency', value: 'EUR' },
        { id: 'woocommerce_price_num_decimals', value: '2' },
        { id: 'woocommerce_default_country', value: 'DE' },
      ]),
    );
  else if (url.includes('/settings/tax'))
    response.end(JSON.stringify([{ id: 'woocommerce_prices_include_tax', value: 'yes' }]));
  else response.end('[]');
};

const serverVersionAnswer = `<?xml version="1.0"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><serverVersionResponse xmlns="${TNS}"><serverVersionResult>1.2.3</serverVersionResult></serverVersionResponse></soap:Body></soap:Envelope>`;

const wsdl = `<?xml version="1.0"?>
<wsdl:definitions xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:tns="${TNS}" xmlns:s="http://www.w3.org/2001/XMLSchema" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" targetNamespace="${TNS}">
  <wsdl:types><s:schema elementFormDefault="qualified" targetNamespace="${TNS}">
    <s:element name="serverVersion"><s:complexType/></s:element>
    <s:element name="serverVersionResponse"><s:complexType><s:sequence><s:element minOccurs="0" name="serverVersionResult" type="s:string"/></s:sequence></s:complexType></s:element>
  </s:schema></wsdl:types>
  <wsdl:message name="In"><wsdl:part name="parameters" element="tns:serverVersion"/></wsdl:message>
  <wsdl:message name="Out"><wsdl:part name="parameters" element="tns:serverVersionResponse"/></wsdl:message>
  <wsdl:portType name="QBWebConnectorSvcSoap"><wsdl:operation name="serverVersion"><wsdl:input message="tns:In"/><wsdl:output message="tns:Out"/></wsdl:operation></wsdl:portType>
  <wsdl:binding name="QBWebConnectorSvcSoap" type="tns:QBWebConnectorSvcSoap">
    <soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="serverVersion"><soap:operation soapAction="${TNS}serverVersion" style="document"/><wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output></wsdl:operation>
  </wsdl:binding>
  <wsdl:service name="QBWebConnectorSvc"><wsdl:port name="QBWebConnectorSvcSoap" binding="tns:QBWebConnectorSvcSoap"><soap:address location="http://localhost/qbwc"/></wsdl:port></wsdl:service>
</wsdl:definitions>`;
