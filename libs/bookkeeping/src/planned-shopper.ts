import type { Posting, WishFields, WishValue } from '@ml-connector/postings';
import type { Buyer } from './plan-customer.js';
import { isSharedGuests } from './shared-guests.js';
import type { ShopperProfile } from './shopper-profile.js';

const CODE_DIGITS = 6;
const GUEST = 'guest-';

/** The shopper whom a planned customer stands for. */
export const plannedBuyer = ({ source }: Pick<Posting, 'source'>): Buyer => ({
  sourceId: source.id,
  code: source.id.startsWith(GUEST)
    ? source.id.slice(GUEST.length, GUEST.length + CODE_DIGITS)
    : source.id.slice(0, CODE_DIGITS),
});

/** What a customer that was planned tells of its shopper: as much as is needed to look for the same one again. */
export const plannedProfile = (
  fields: WishFields,
  { sourceId }: Buyer,
  toldAt: string,
): ShopperProfile => {
  const text = (name: string): string => textOf(fields[name]);
  const billing = fieldsOf(fields['BillAddress']);
  return {
    customerId: Number(/^(\d+)(?:-[a-z]{3})?$/.exec(sourceId)?.[1] ?? 0),
    email: text('Email').toLowerCase(),
    firstName: text('FirstName'),
    lastName: text('LastName'),
    company: isSharedGuests(sourceId) ? text('Name') : text('CompanyName'),
    phone: text('Phone'),
    postcode: textOf(billing['PostalCode']),
    billing,
    shipping: fieldsOf(fields['ShipAddress']),
    currency: textOf(fieldsOf(fields['CurrencyRef'])['FullName']) || null,
    toldAt,
  };
};

const textOf = (value: WishValue | undefined): string => (typeof value === 'string' ? value : '');

const fieldsOf = (value: WishValue | undefined): WishFields => (isFields(value) ? value : {});

const isFields = (value: WishValue | undefined): value is WishFields =>
  typeof value === 'object' && !Array.isArray(value) && !('$posting' in value);
