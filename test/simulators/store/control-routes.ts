import {
  type Fields,
  idsField,
  namesField,
  numberField,
  quantitiesField,
  readFields,
  textField,
  textsField,
} from './control-fields.js';
import type { CustomerDetails } from './change-customers.js';
import { restError, type RestReply } from './rest-error.js';
import type { Fault } from './store-state.js';
import type { StoreSimulator } from './store-simulator.js';
import { isWooOrder } from './woo-order.js';

type Verbs = Omit<StoreSimulator, 'address' | 'close'>;
type Verb = (store: Verbs, fields: Fields, id: number) => unknown;

const via = (fields: Fields) => (textField(fields, 'via') === 'rest' ? 'rest' : 'checkout');

/** The control port: `GET /__sim/ledger`, `POST /__sim/orders/27/refund {"everything":true}`… */
const VERBS: Readonly<Record<string, Verb>> = {
  'GET /ledger': (store) => store.ledger(),
  'GET /deliveries': ({ state: { pending, sent, lost } }) => ({ pending, sent, lost }),
  'GET /webhooks': ({ state }) => [...state.webhooks.values()],
  'POST /orders': (store, fields) =>
    isWooOrder(fields['order'])
      ? [store.sellOrder(fields['order'], via(fields))]
      : store.sell(numberField(fields, 'count') ?? 1, via(fields)),
  'POST /captured': (store, fields) => store.sellCaptured(idsField(fields, 'ids')),
  'POST /drafts': (store) => store.abandonCheckout(),
  'POST /orders/:id/status': (store, fields, id) =>
    store.changeStatus(id, textField(fields, 'status') ?? 'processing'),
  'POST /orders/:id/edit': (store, fields, id) => {
    const [quantity] = quantitiesField(fields, 'quantities') ?? [];
    const customerNote = textField(fields, 'customerNote');
    return store.edit(id, {
      billing: textsField(fields, 'billing'),
      shipping: textsField(fields, 'shipping'),
      ...(customerNote === undefined ? {} : { customerNote }),
      ...(quantity === undefined ? {} : { quantity }),
    });
  },
  'POST /orders/:id/refund': (store, fields, id) => {
    const lines = quantitiesField(fields, 'lines');
    const amount = textField(fields, 'amount');
    return store.refund(id, {
      reason: textField(fields, 'reason') ?? '',
      everything: fields['everything'] === true,
      remaining: fields['remaining'] === true,
      ...(fields['shipping'] === true ? { shipping: true } : {}),
      ...(lines === undefined ? {} : { lines }),
      ...(amount === undefined ? {} : { amount }),
    });
  },
  'POST /orders/:id/trash': (store, _fields, id) => store.trash(id),
  'POST /orders/:id/restore': (store, _fields, id) => store.restore(id),
  'POST /orders/:id/force-delete': (store, _fields, id) => store.forceDelete(id),
  'POST /refunds/:id/delete': (store, _fields, id) => store.deleteRefund(id),
  'POST /customers': (store, fields) =>
    store.createCustomer({ email: '', firstName: '', lastName: '', ...details(fields) }),
  'POST /customers/:id': (store, fields, id) => store.updateCustomer(id, details(fields)),
  'POST /customers/:id/delete': (store, _fields, id) => store.deleteCustomer(id),
  'POST /products/:id/categories': (store, fields, id) =>
    store.categorize(id, ...(namesField(fields, 'names') ?? [])),
  'POST /products/:id/delete': (store, _fields, id) => store.deleteProduct(id),
  'POST /deliver': async (store) => ({ sent: await store.deliver() }),
  'POST /redeliver': async (store) => ({ statuses: await store.redeliver() }),
  'POST /delivery': (store, fields) => store.setDelivery(fields['on'] !== false),
  'POST /faults': (store, fields) => store.addFault(fault(fields)),
  'POST /faults/clear': (store) => store.clearFaults(),
  'POST /settings': ({ state }, fields) => {
    state.decimals = numberField(fields, 'decimals') ?? state.decimals;
    state.currency = textField(fields, 'currency') ?? state.currency;
  },
};

/** Answers a request to the control port: 200 with what the verb gives, 400 with the reason why it cannot be. */
export const answerControl = async (
  store: Verbs,
  { method, path, body }: { readonly method: string; readonly path: string; readonly body: string },
): Promise<RestReply> => {
  const id = /\/(\d+)(?=\/|$)/.exec(path)?.[1];
  const name = `${method} ${path.replace(/\/\d+(?=\/|$)/, '/:id')}`;
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (verb === undefined)
    return restError(404, 'unknown_verb', `Known: ${Object.keys(VERBS).join(', ')}`);
  try {
    const result = await verb(store, readFields(body), Number(id ?? 0));
    return { status: 200, body: result ?? {} };
  } catch (error) {
    const message = error instanceof Error ? error.message : 'It failed.';
    return restError(400, 'refused', message);
  }
};

const details = (fields: Fields): Partial<CustomerDetails> => {
  const texts = textsField({ fields }, 'fields');
  const { email, firstName, lastName } = texts;
  return {
    ...(email === undefined ? {} : { email }),
    ...(firstName === undefined ? {} : { firstName }),
    ...(lastName === undefined ? {} : { lastName }),
    billing: textsField(fields, 'billing'),
  };
};

const KINDS: readonly Fault['kind'][] = [
  'http-500',
  'http-429',
  'http-503',
  'html',
  'slow',
  'truncated',
  'refused-key',
];

const fault = (fields: Fields): Fault => {
  const kind = KINDS.find((known) => known === fields['kind']);
  if (kind === undefined) throw new Error(`kind is one of ${KINDS.join(', ')}.`);
  const times = numberField(fields, 'times');
  const delayMs = numberField(fields, 'delayMs');
  const retryAfterSeconds = numberField(fields, 'retryAfterSeconds');
  const path = textField(fields, 'path');
  return {
    kind,
    ...(times === undefined ? {} : { times }),
    ...(delayMs === undefined ? {} : { delayMs }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(path === undefined ? {} : { path }),
  };
};
