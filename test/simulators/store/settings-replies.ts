import type { RestReply } from './rest-error.js';
import { SITE_OFFSET_HOURS } from './sim-time.js';
import type { StoreState } from './store-state.js';

const setting = (id: string, value: string) => ({ id, label: id, description: '', value });

export const generalSettings = (state: StoreState): RestReply => ({
  status: 200,
  body: [
    setting('woocommerce_default_country', 'DE:DE-BE'),
    setting('woocommerce_calc_taxes', 'yes'),
    setting('woocommerce_currency', state.currency),
    setting('woocommerce_price_num_decimals', `${state.decimals}`),
  ],
});

export const taxSettings = (): RestReply => ({
  status: 200,
  body: [
    setting('woocommerce_prices_include_tax', 'yes'),
    setting('woocommerce_tax_round_at_subtotal', 'no'),
  ],
});

/** The index of the REST API, which is for everybody. */
export const siteIndex = (state: StoreState): RestReply => ({
  status: 200,
  body: {
    name: state.name,
    description: '',
    url: state.address,
    home: state.address,
    gmt_offset: SITE_OFFSET_HOURS,
    timezone_string: 'Europe/Berlin',
    namespaces: ['oembed/1.0', 'wc/v3', 'wc/v2', 'wc/v1', 'wc/store/v1', 'wp/v2'],
    authentication: [],
    _links: { help: [{ href: 'https://developer.wordpress.org/rest-api/' }] },
  },
});
