import { z } from 'zod';
import { itemName } from './item-name.js';

/** What shipping, fees, discounts, gift cards and the like stand under. */
export const moneyLineRules = {
  shippingItems: z
    .record(z.string().min(1).max(200), itemName)
    .default({})
    .describe(
      "By the shop's shipping method (its id, e.g. `flat_rate`, or its title): the full name of the item to use. Others stand under Web Shipping.",
    ),
  feeItems: z
    .record(z.string().min(1).max(200), itemName)
    .default({})
    .describe(
      'By the name of a fee (a tip, a deposit, a gift card that a plugin takes off as a negative fee): the full name of the item to use. Others stand under Web Fee. A star at the end stands for any ending.',
    ),
  discounts: z
    .enum(['order', 'line'])
    .default('order')
    .describe(
      'order: one discount line for the whole order; line: one below each product that was sold for less.',
    ),
  discountItem: itemName
    .nullable()
    .default(null)
    .describe('Full name of the item of discount lines; null: Web Discount.'),
  couponItems: z
    .record(z.string().min(1).max(200), itemName)
    .default({})
    .describe(
      'By coupon code: the full name of the item of what it takes off, e.g. for store credit that a plugin keeps as coupons. A star at the end stands for any ending. Where an order has coupons of several items, `discountItem` counts.',
    ),
  metaLines: z
    .array(
      z.strictObject({
        key: z
          .string()
          .min(1)
          .max(255)
          .describe("Key of the order's meta data that holds the amount."),
        item: itemName.describe('Full name of the item of the line.'),
        sign: z
          .enum(['minus', 'plus'])
          .default('minus')
          .describe('Whether the amount lowers the total of the order or raises it.'),
        text: z.string().max(200).default('').describe('What the line says; empty: the key.'),
      }),
    )
    .max(20)
    .default([])
    .describe(
      'Amounts that plugins keep in the meta data of an order and that are a part of its total: gift cards and store credit that were redeemed, deposits, tips.',
    ),
} as const;
