import { type CreatedConnection, productApi } from '../../harness/product-api.js';

/** A shop that never answers: what is measured is what comes in. */
const STORE = { url: 'http://127.0.0.1:9', consumerKey: 'ck_bench', consumerSecret: 'cs_bench' };

export const RULES = {
  goLive: '2020-01-01T00:00:00Z',
  homeCurrency: 'EUR',
  unknownProduct: 'create',
} as const;

/** Pairs a connection that posts every paid order, however many. */
export const makeConnection = async (url: string): Promise<CreatedConnection> => {
  const api = productApi(url);
  const connection = await api.createConnection({ name: 'Bench', store: STORE, rules: RULES });
  await api.uncap(connection.id);
  return connection;
};
