import type { Json } from '@ml-connector/kernel';
import { z } from 'zod';

import { readAnswer } from './shop-answer.js';

/** What the store's settings say about its money. */
export interface StoreSettings {
  /** ISO 4217. */
  readonly currency: string;
  /** How many decimals the store writes, for every currency. */
  readonly decimals: number;
  readonly pricesIncludeTax: boolean;
  readonly taxesEnabled: boolean;
  readonly taxRoundedAtSubtotal: boolean;
  /** ISO 3166-1 alpha-2 of the shop's own address, or `""`. */
  readonly country: string;
}

/** What the site says of itself to everybody. */
export interface StoreSite {
  readonly name: string;
  readonly url: string;
  /** e.g. `Europe/Berlin`; `""` if the site was given an offset instead. */
  readonly timezone: string;
  /** Hours east of UTC at the moment. */
  readonly gmtOffset: number;
  /** Whether `wc/v3` is spoken here. */
  readonly hasWooCommerce: boolean;
}

/** Reads `settings/general` and `settings/tax`. @throws AppError SHOP_ANSWER_INVALID */
export const parseSettings = (general: Json, tax: Json): StoreSettings => {
  const values = new Map(
    [...readAnswer(settings, general, 'settings'), ...readAnswer(settings, tax, 'settings')].map(
      ({ id, value }) => [id, value],
    ),
  );
  const known = readAnswer(
    moneySettings,
    {
      currency: values.get('woocommerce_currency'),
      decimals: values.get('woocommerce_price_num_decimals'),
      country: values.get('woocommerce_default_country'),
    },
    'settings',
  );
  return {
    ...known,
    pricesIncludeTax: values.get('woocommerce_prices_include_tax') === 'yes',
    taxesEnabled: values.get('woocommerce_calc_taxes') === 'yes',
    taxRoundedAtSubtotal: values.get('woocommerce_tax_round_at_subtotal') === 'yes',
  };
};

/** Reads the index of the REST API. @throws AppError SHOP_ANSWER_INVALID */
export const parseSite = (json: Json): StoreSite => readAnswer(site, json, 'index');

const settings = z.array(z.object({ id: z.string(), value: z.unknown() })).max(10_000);

const moneySettings = z.object({
  currency: z.string().min(1).max(20),
  decimals: z.coerce.number().int().min(0).max(20),
  country: z
    .string()
    .nullish()
    .transform((value) => value?.split(':', 1)[0] ?? ''),
});

const site = z
  .object({
    name: z.string(),
    url: z.string(),
    timezone_string: z.string().nullish(),
    gmt_offset: z.coerce.number().min(-14).max(14),
    namespaces: z.array(z.string()).max(10_000),
  })
  .transform((given): StoreSite => ({
    name: given.name,
    url: given.url,
    timezone: given.timezone_string ?? '',
    gmtOffset: given.gmt_offset,
    hasWooCommerce: given.namespaces.includes('wc/v3'),
  }));
