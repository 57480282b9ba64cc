import { toFittingText, toQuickBooksText } from '@ml-connector/qbxml';
import type { WishFields } from '@ml-connector/postings';
import type { Address, Customer, Order } from '@ml-connector/woocommerce';

/** Who buys, as one order or the shop's own record of the customer tells it. Texts as QuickBooks can keep them. */
export interface ShopperProfile {
  /** The shop's customer id; 0 for a guest. */
  readonly customerId: number;
  /** Of the account or, for a guest, of the order; lower case, `''` if there is none. */
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string;
  readonly phone: string;
  readonly postcode: string;
  /** ADDR fields of qbXML. */
  readonly billing: WishFields;
  readonly shipping: WishFields;
  /** Name of the currency in which it is a customer of its own; absent or null: the books' own. */
  readonly currency?: string | null;
  /** ISO 8601 UTC; the newest profile of a shopper counts. */
  readonly toldAt: string;
}

/** What an order tells of its shopper. An order's e-mail address says nothing about a registered customer's. */
export const profileOfOrder = (order: Order): ShopperProfile => ({
  ...personOf(order.billing),
  customerId: order.customerId,
  email: order.billing.email.trim().toLowerCase(),
  billing: addressFields(order.billing),
  shipping: addressFields(order.shipping),
  toldAt: order.createdAt,
});

/** What the shop's record of a registered customer tells; its billing address may be empty. */
export const profileOfCustomer = (customer: Customer, toldAt: string): ShopperProfile => {
  const { billing } = customer;
  return {
    ...personOf({
      ...billing,
      firstName: billing.firstName || customer.firstName,
      lastName: billing.lastName || customer.lastName,
    }),
    customerId: customer.id,
    email: (customer.email || billing.email).trim().toLowerCase(),
    billing: addressFields(billing),
    shipping: addressFields(customer.shipping),
    toldAt,
  };
};

const personOf = (address: Address) => ({
  firstName: toQuickBooksText(address.firstName, 25),
  lastName: toQuickBooksText(address.lastName, 25),
  company: toQuickBooksText(address.company, 41),
  phone: toQuickBooksText(address.phone, 21),
  postcode: toQuickBooksText(address.postcode, 13),
});

/** ADDR fields within QuickBooks' limits; none where the address holds nothing but a country. */
export const addressFields = (address: Address): WishFields => {
  const name = `${address.firstName} ${address.lastName}`;
  const lines = [address.company, name, address.address1, address.address2]
    .map((line) => toQuickBooksText(line, 41))
    .filter((line) => line !== '');
  const parts = {
    ...Object.fromEntries(lines.map((line, index) => [`Addr${index + 1}`, line])),
    City: toQuickBooksText(address.city, 31),
    State: toQuickBooksText(address.state, 21),
    PostalCode: toQuickBooksText(address.postcode, 13),
  };
  const given = Object.entries(parts).filter(([, part]) => part !== '');
  if (given.length === 0) return {};
  const country = toQuickBooksText(address.country, 31);
  return Object.fromEntries(country === '' ? given : [...given, ['Country', country]]);
};

/** Fields that are there, for a request: empty elements would clear what a person typed. */
export const withoutEmpty = (fields: WishFields): WishFields =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== '' && (typeof value !== 'object' || Object.keys(value).length > 0),
    ),
  );

/** All guests as one, by rule. */
export const sharedProfile = (name: string, toldAt: string): ShopperProfile => ({
  customerId: 0,
  email: '',
  firstName: '',
  lastName: '',
  company: toFittingText(name, 41),
  phone: '',
  postcode: '',
  billing: {},
  shipping: {},
  toldAt,
});
