import type { Rules } from '@ml-connector/connections';
import type { Order } from '@ml-connector/woocommerce';
import type { BooksContext } from './books-context.js';
import { shopDay, zoneOf } from './shop-day.js';

type Which = Rules['dates']['sale'];

/** The day that a document of an order bears by rule, in the shop's zone; the day it was ordered where none is told. */
export const orderDay = (
  order: Order,
  which: Which,
  { shop }: Pick<BooksContext, 'shop'>,
): string => shopDay(MOMENTS[which](order) ?? order.createdAt, zoneOf(shop, order));

const MOMENTS: Readonly<Record<Which, (order: Order) => string | null>> = {
  created: ({ createdAt }) => createdAt,
  paid: ({ paidAt }) => paidAt,
  completed: ({ completedAt, paidAt }) => completedAt ?? paidAt,
};
