import type { Page } from '@ml-connector/document-store';
import type { Capped } from './daily-cap.js';
import type { Posting, PostingState } from './posting.js';
import type { PostingCommand } from './posting-command.js';

export interface PostingOrder {
  readonly postingId: string;
  readonly connectionId: string;
  readonly command: PostingCommand;
  /** Id of the event or request that led to it. Default: the posting itself. */
  readonly causationId?: string;
}

/**
 * The outcome of a command: `changed` with the posting as it stands; `unchanged` where the command had nothing to do
 * (a repeat, a lost race for a claim, a set that is not its own); `missing`.
 */
export type PostingOutcome =
  | { readonly outcome: 'changed' | 'unchanged'; readonly posting: Posting }
  | { readonly outcome: 'missing' };

/**
 * The only writer of postings. A command loads the posting, decides (pure) and writes state, revision and the events
 * (outbox) in one compare-and-set, again on conflict; a relay appends the outbox to the log and clears it.
 * A person's verb in a state that does not allow it: AppError STATE_FORBIDS naming the state.
 */
export interface Postings {
  execute(order: PostingOrder): Promise<PostingOutcome>;
  /** Many at once in as few writes as possible; outcomes in the order of the argument. Several for one posting run in order. */
  executeMany(orders: readonly PostingOrder[]): Promise<readonly PostingOutcome[]>;
  get(postingId: string): Promise<Posting | null>;
  getMany(postingIds: readonly string[]): Promise<readonly Posting[]>;
  /** Claimable ones, oldest first; only those that `accepts` says, as far as they stand among the first 2,000. */
  ready(
    connectionId: string,
    limit: number,
    accepts?: (posting: Posting) => boolean,
  ): Promise<readonly Posting[]>;
  /** Those that a cap holds, oldest first. */
  heldForCap(connectionId: string, capped: Capped, limit: number): Promise<readonly Posting[]>;
  hasReady(connectionId: string): Promise<boolean>;
  /** Those that wait for a posting, or (null) for any. */
  waitingFor(
    connectionId: string,
    postingId: string | null,
    limit: number,
  ): Promise<readonly Posting[]>;
  ofOrder(connectionId: string, orderId: number): Promise<readonly Posting[]>;
  /** Those whose document is this list object: shoppers may share a customer. */
  ofListObject(connectionId: string, listId: string): Promise<readonly Posting[]>;
  list(query: PostingListQuery): Promise<Page<Posting>>;
  /** Counts by state, each up to 100,000. */
  countByState(connectionId: string): Promise<Readonly<Record<PostingState, number>>>;
  /** How many are in one of these states; each counted up to 100,000. */
  countIn(connectionId: string, states: readonly PostingState[]): Promise<number>;
  /** Reconsiders everything that waits for these postings; called after they changed. */
  releaseDependents(
    connectionId: string,
    postingIds: readonly string[],
  ): Promise<readonly Posting[]>;
  /** Reconsiders everything that waits, so that no wake-up is lost; called by a sweep at least every minute. @returns how many went on. */
  reconsiderWaiting(connectionId: string): Promise<number>;
  /** Appends what is still in outboxes; called at start and by a sweep. */
  relayPending(): Promise<number>;
  /** Waits for the relay in hand. */
  close(): Promise<void>;
}

export interface PostingListQuery {
  readonly connectionId: string;
  readonly state?: PostingState;
  readonly kind?: Posting['kind'];
  readonly orderId?: number;
  readonly limit: number;
  readonly cursor?: string;
}
