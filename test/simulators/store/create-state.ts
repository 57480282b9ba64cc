import { addressOf, PEOPLE } from './catalogue.js';
import { customerOf } from './change-customers.js';
import { orderGenerator } from './generate-orders.js';
import { productsInStore } from './products.js';
import type { SimClock } from './sim-time.js';
import { type ApiKey, sequence, type StoreState } from './store-state.js';
import type { WooCustomer } from './woo-order.js';

export interface StateSettings {
  readonly clock: SimClock;
  readonly seed: number;
  readonly decimals: number;
  readonly currency: string;
  readonly name: string;
  readonly keys: readonly ApiKey[];
}

/** Above every id of the captures, so that captured and generated content can stand in one store. */
const FIRST_ID = 1_000;
const FIRST_LINE = 10_000;
const FIRST_CUSTOMER = 100;

/** An empty store with some registered customers, who buy what is generated. */
export const createState = (settings: StateSettings): StoreState => {
  const user = sequence(FIRST_CUSTOMER);
  const customers = registeredCustomers(user, settings.clock.now());
  return {
    address: '',
    name: settings.name,
    clock: settings.clock,
    currency: settings.currency,
    decimals: settings.decimals,
    keys: settings.keys,
    orders: new Map(),
    refunds: new Map(),
    customers: new Map(customers.map((customer) => [customer.id, customer])),
    products: new Map(productsInStore()),
    categories: new Map(),
    webhooks: new Map(),
    gone: new Set(),
    pending: [],
    queued: new Set(),
    sent: [],
    lost: [],
    deliveryOn: true,
    faults: [],
    usedNonces: new Set(),
    ids: {
      next: sequence(FIRST_ID),
      line: sequence(FIRST_LINE),
      user,
      webhook: sequence(0),
    },
    generate: orderGenerator({ ...settings, customers }),
  };
};

const registeredCustomers = (nextId: () => number, now: number): readonly WooCustomer[] =>
  PEOPLE.map((person) => {
    const id = nextId();
    const billing = addressOf(person, id, { country: 'DE', state: '' });
    const email = billing.email ?? '';
    return customerOf(id, { email, firstName: person.first, lastName: person.last, billing }, now);
  });
