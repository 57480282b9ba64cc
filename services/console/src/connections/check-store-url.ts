import { isAppError } from '@ml-connector/kernel';
import { storeAddress } from '@ml-connector/woocommerce';
import { wrongMeaning } from '@ml-connector/platform';

/**
 * The shop's address without a trailing slash. Only looked at, never asked.
 * @throws Problem 422 if it is none, or one that no request may go to.
 */
export const checkStoreUrl = (url: string, allowPrivate: boolean): string => {
  try {
    return storeAddress(url, allowPrivate).href.replace(/\/+$/, '');
  } catch (error) {
    if (!isAppError(error)) throw error;
    throw wrongMeaning([{ path: 'store.url', message: error.message }]);
  }
};
