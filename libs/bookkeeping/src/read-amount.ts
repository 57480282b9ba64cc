import { type Cents, isAppError, parseCents, ZERO } from '@ml-connector/kernel';

/** An amount that the documents cannot hold. */
export class TooFine extends Error {
  override readonly name = 'TooFine';
  constructor(readonly place: string) {
    super(`The amount of ${place} has more than two decimals, or is no amount.`);
  }
}

/** @throws TooFine naming the place. */
export const readAmount = (text: string, place: string): Cents => {
  const amount = parsed(text);
  if (amount === null) throw new TooFine(place);
  return amount;
};

/** For figures: `null` where it is no amount of two decimals. */
export const amountOrNull = (text: string): Cents | null => parsed(text);

const parsed = (text: string): Cents | null => {
  if (text === '') return ZERO;
  try {
    return parseCents(text);
  } catch (error) {
    if (isAppError(error, 'AMOUNT_INVALID')) return null;
    throw error;
  }
};
