import type { Vault } from '@ml-connector/sealing';
import { isAppError } from '@ml-connector/kernel';
import { type Order, parseOrder, parseRefund, type Refund } from '@ml-connector/woocommerce';

/** What a sealed payload says: read, not readable (with the place), or erased. */
export type Opened<Value> =
  | { readonly state: 'read'; readonly value: Value }
  | { readonly state: 'unreadable'; readonly why: string }
  | { readonly state: 'erased' };

/** Payloads of one batch, each opened and parsed once. */
export interface OpenedPayloads {
  /** Opens what is not open yet. */
  open(payloads: readonly string[]): Promise<void>;
  order(payload: string): Opened<Order>;
  refund(payload: string): Opened<Refund>;
}

export const createOpenedPayloads = (vault: Pick<Vault, 'open'>): OpenedPayloads => {
  const texts = new Map<string, string | null>();
  const orders = new Map<string, Opened<Order>>();
  const refunds = new Map<string, Opened<Refund>>();
  return {
    async open(payloads) {
      const closed = [...new Set(payloads)].filter((payload) => !texts.has(payload));
      if (closed.length === 0) return;
      const opened = await vault.open(closed);
      closed.forEach((payload, index) => texts.set(payload, opened[index] ?? null));
    },
    order: (payload) => remembered(orders, payload, () => parsed(texts.get(payload), parseOrder)),
    refund: (payload) =>
      remembered(refunds, payload, () => parsed(texts.get(payload), parseRefund)),
  };
};

const remembered = <Value>(known: Map<string, Value>, key: string, make: () => Value): Value => {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
};

const parsed = <Value>(
  text: string | null | undefined,
  parse: (json: unknown) => Value,
): Opened<Value> => {
  if (text === null || text === undefined) return { state: 'erased' };
  try {
    return { state: 'read', value: parse(JSON.parse(text)) };
  } catch (error) {
    if (isAppError(error, 'SHOP_ANSWER_INVALID'))
      return { state: 'unreadable', why: error.message };
    if (error instanceof SyntaxError) return { state: 'unreadable', why: 'It is no JSON.' };
    throw error;
  }
};
