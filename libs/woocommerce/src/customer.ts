import { z } from 'zod';

import { address, type Address } from './address.js';
import { identifier, optionalGmtTime, tolerantText } from './field.js';
import { readAnswer } from './shop-answer.js';

/** A registered shopper. Guests have no customer: their address stands in the order only. */
export interface Customer {
  readonly id: number;
  readonly createdAt: string | null;
  readonly modifiedAt: string | null;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly username: string;
  readonly role: string;
  readonly billing: Address;
  readonly shipping: Address;
}

/** @throws AppError SHOP_ANSWER_INVALID naming the first wrong place, never the value there. */
export const parseCustomer = (json: unknown): Customer => readAnswer(schema, json, 'customer');

const schema = z
  .object({
    id: identifier.min(1),
    date_created_gmt: optionalGmtTime,
    date_modified_gmt: optionalGmtTime,
    email: z.string().max(320),
    first_name: tolerantText,
    last_name: tolerantText,
    username: tolerantText,
    role: tolerantText,
    billing: address,
    shipping: address,
  })
  .transform((given): Customer => ({
    id: given.id,
    createdAt: given.date_created_gmt,
    modifiedAt: given.date_modified_gmt,
    email: given.email,
    firstName: given.first_name,
    lastName: given.last_name,
    username: given.username,
    role: given.role,
    billing: given.billing,
    shipping: given.shipping,
  }));
