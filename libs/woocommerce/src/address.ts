import { z } from 'zod';

import { tolerantText } from './field.js';

/** A billing or shipping address. Missing parts are `""`; texts may hold HTML entities (`&amp;`). */
export interface Address {
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string;
  readonly address1: string;
  readonly address2: string;
  readonly city: string;
  readonly state: string;
  readonly postcode: string;
  /** ISO 3166-1 alpha-2, or `""`. */
  readonly country: string;
  /** `""` in a shipping address. */
  readonly email: string;
  readonly phone: string;
}

const part = tolerantText.pipe(z.string().max(2_000));

export const address = z
  .object({
    first_name: part,
    last_name: part,
    company: part,
    address_1: part,
    address_2: part,
    city: part,
    state: part,
    postcode: part,
    country: part,
    email: part,
    phone: part,
  })
  .transform((given): Address => ({
    firstName: given.first_name,
    lastName: given.last_name,
    company: given.company,
    address1: given.address_1,
    address2: given.address_2,
    city: given.city,
    state: given.state,
    postcode: given.postcode,
    country: given.country,
    email: given.email,
    phone: given.phone,
  }));
