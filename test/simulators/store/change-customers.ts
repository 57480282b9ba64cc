import { queueDeliveries } from './queue-deliveries.js';
import { gmtTime, siteTime } from './sim-time.js';
import type { StoreState } from './store-state.js';
import type { WooAddress, WooCustomer } from './woo-order.js';

/** What a new customer says of himself. */
export interface CustomerDetails {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly billing?: Partial<WooAddress>;
}

const EMPTY: WooAddress = {
  first_name: '',
  last_name: '',
  company: '',
  address_1: '',
  address_2: '',
  city: '',
  state: '',
  postcode: '',
  country: '',
  phone: '',
};

/** @throws Error if the e-mail address is taken, as in WooCommerce. */
export const createCustomer = (state: StoreState, details: CustomerDetails): WooCustomer => {
  if ([...state.customers.values()].some(({ email }) => email === details.email))
    throw new Error(`An account is already registered with ${details.email}.`);
  const customer = customerOf(state.ids.user(), details, state.clock.now());
  state.customers.set(customer.id, customer);
  queueDeliveries(state, 'customer.created', customer.id);
  queueDeliveries(state, 'customer.updated', customer.id);
  return customer;
};

/** A customer as wc/v3 shows it; `now` in milliseconds. */
export const customerOf = (id: number, details: CustomerDetails, now: number): WooCustomer => ({
  id,
  date_created: siteTime(now),
  date_created_gmt: gmtTime(now),
  date_modified: siteTime(now),
  date_modified_gmt: gmtTime(now),
  email: details.email,
  first_name: details.firstName,
  last_name: details.lastName,
  role: 'customer',
  username: `user${id}`,
  billing: {
    ...EMPTY,
    email: details.email,
    first_name: details.firstName,
    last_name: details.lastName,
    ...details.billing,
  },
  shipping: { ...EMPTY },
  is_paying_customer: false,
  avatar_url: '',
  meta_data: [],
  _links: {},
});

/** @throws Error if there is no such customer. */
export const updateCustomer = (
  state: StoreState,
  id: number,
  change: Partial<CustomerDetails>,
): WooCustomer => {
  const customer = existing(state, id);
  if (change.email !== undefined) customer.email = change.email;
  if (change.firstName !== undefined) customer.first_name = change.firstName;
  if (change.lastName !== undefined) customer.last_name = change.lastName;
  Object.assign(customer.billing, change.billing);
  const now = state.clock.now();
  Object.assign(customer, { date_modified: siteTime(now), date_modified_gmt: gmtTime(now) });
  queueDeliveries(state, 'customer.updated', id);
  return customer;
};

/** @throws Error if there is no such customer. */
export const deleteCustomer = (state: StoreState, id: number): void => {
  existing(state, id);
  state.customers.delete(id);
  queueDeliveries(state, 'customer.deleted', id);
};

const existing = (state: StoreState, id: number): WooCustomer => {
  const customer = state.customers.get(id);
  if (customer === undefined) throw new Error(`There is no customer ${id}.`);
  return customer;
};
