import { AppError, isAppError, isoTime, type Json } from '@ml-connector/kernel';
import { z } from 'zod';

import { gmtTime } from './field.js';
import { type Order, parseOrder } from './order.js';
import { resourceId } from './resource-id.js';

/** Which orders to list. */
export interface OrderQuery {
  /** ISO 8601. Exclusive and to the second: ask with a second or more of overlap. */
  readonly modifiedAfter?: string;
  /** 1 and up. */
  readonly page: number;
  /** 1 to 100. */
  readonly perPage: number;
  /** Default is the store's `any`: everything but the trash, drafts of the checkout included. */
  readonly statuses?: readonly string[];
  /** Only these, at most 100. */
  readonly ids?: readonly number[];
}

/** An order that we cannot read: it is named, and never stops the others. */
export interface UnreadableOrder {
  readonly raw: Json;
  readonly id: number | null;
  readonly modifiedAt: string | null;
  /** Names the wrong place, never the value. */
  readonly problem: string;
}

export interface OrderPage {
  /** By time of modification, then by id. */
  readonly orders: readonly { readonly order: Order; readonly raw: Json }[];
  readonly unreadable: readonly UnreadableOrder[];
  /** Whether to ask for the next page; the store's own count is wrong beyond the end. */
  readonly more: boolean;
}

/** The query of `GET orders`. @throws AppError INPUT_INVALID if `modifiedAfter` is not a time. */
export const orderParameters = (query: OrderQuery): Readonly<Record<string, string>> => ({
  page: `${query.page}`,
  per_page: `${query.perPage}`,
  orderby: 'modified',
  order: 'asc',
  dates_are_gmt: 'true',
  ...(query.modifiedAfter === undefined ? {} : { modified_after: bareTime(query.modifiedAfter) }),
  ...(query.statuses === undefined ? {} : { status: query.statuses.join(',') }),
  ...(query.ids === undefined ? {} : { include: query.ids.join(',') }),
});

/** UTC without milliseconds and without `Z`, the one form that no version reads as local time when `dates_are_gmt` is set. */
const bareTime = (time: string): string => {
  const milliseconds = Date.parse(time);
  if (Number.isNaN(milliseconds)) throw new AppError('INPUT_INVALID', 'This is not a time.');
  return isoTime(milliseconds).slice(0, 19);
};

/** Reads the rows of one page. */
export const orderPage = (rows: readonly Json[], perPage: number): OrderPage => {
  const read = rows.map(readRow);
  return {
    orders: read
      .filter((row) => 'order' in row)
      .toSorted(
        (a, b) =>
          Date.parse(a.order.modifiedAt) - Date.parse(b.order.modifiedAt) ||
          a.order.id - b.order.id,
      ),
    unreadable: read.filter((row) => 'problem' in row),
    more: rows.length === perPage,
  };
};

const readRow = (raw: Json): { order: Order; raw: Json } | UnreadableOrder => {
  try {
    return { order: parseOrder(raw), raw };
  } catch (error) {
    if (!isAppError(error, 'SHOP_ANSWER_INVALID')) throw error;
    const dated = z.object({ date_modified_gmt: gmtTime }).safeParse(raw);
    return {
      raw,
      id: resourceId(raw),
      modifiedAt: dated.data?.date_modified_gmt ?? null,
      problem: error.message,
    };
  }
};
