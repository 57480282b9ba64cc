import type {
  BooksContext,
  BuyerDocument,
  PlannedDocument,
  Shopper,
} from '@ml-connector/bookkeeping';
import type { SealingKeys } from '@ml-connector/sealing';

/** A shopper who asks for a customer in the books. */
export interface AskingShopper extends Shopper {
  /** Under whose key the name is sealed. */
  readonly shopper: string;
}

/** The customer of a shopper. */
export interface ChosenCustomer {
  readonly document: PlannedDocument;
  /** Set where the customer is new or has changed: to be planned, and then to be written. */
  readonly news: BuyerDocument | null;
}

/** In which books, and with the keys of their owner. */
export interface ChoosingAt {
  readonly books: BooksContext;
  readonly keys: SealingKeys;
}
