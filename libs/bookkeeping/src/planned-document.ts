import type {
  PostedDocument,
  PostingKind,
  PostingSource,
  Reason,
  Wish,
} from '@ml-connector/contracts';
import type { Cents } from '@ml-connector/kernel';
import type { WishFields } from '@ml-connector/postings';

/** A document that QuickBooks shall hold, as decided; who posts it comes later. */
export interface PlannedDocument {
  readonly postingId: string;
  readonly kind: PostingKind;
  readonly source: PostingSource;
  readonly orderId: number | null;
  /** Key of its events: the order's, the customer's or the item's. */
  readonly key: string;
  /** QuickBooks' own word: Invoice, Customer, ItemOtherCharge, … */
  readonly object: string;
  /** Fields of its Add request; empty where `hold` says that they could not be made. */
  readonly fields: WishFields;
  readonly refNumber: string | null;
  /** Of the whole document, which equals the order's, the payment's or the refund's; `null` for list objects. */
  readonly total: Cents | null;
  /** What QuickBooks will add to the printed lines, in minor units; absent: nothing. */
  readonly computedTax?: Cents;
  readonly currency: string | null;
  /** Postings whose documents it refers to. */
  readonly dependsOn: readonly string[];
  /** Postings whose documents must have ended before it is made. Default: none. */
  readonly after?: readonly string[];
  readonly hold: Reason | null;
  /** The document that it is nothing without: held and never made, it is not planned either. */
  readonly follows?: string;
  /** A sales order that the invoice of its order takes over. */
  readonly isTakenOver?: boolean;
  /** It stays as it was planned, whatever the order is by now. */
  readonly isKept?: boolean;
  /** By rule, what a later change of the order does to it once it stands. Default: change. */
  readonly onChange?: Wish['onChange'];
  /** It stands in QuickBooks already. */
  readonly adopt: Omit<PostedDocument, 'wishRevision'> | null;
  /**
   * What of the source it was made from: equal basis, equal document, whatever the company file has learnt since. So a
   * document that was planned once is not planned again because of what it made itself.
   */
  readonly basis: unknown;
}
