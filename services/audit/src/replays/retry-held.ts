import type { Page } from '@ml-connector/document-store';
import { isAppError } from '@ml-connector/kernel';
import { isForAPerson, type Posting } from '@ml-connector/postings';
import { EMPTY_PLAN, type ReplayPlan, type ReplayRequest } from './replay-job.js';
import type { ReplayPorts } from './replay-ports.js';

const PAGE = 200;

interface Lists {
  readonly postings: Pick<ReplayPorts['postings'], 'list'>;
  readonly connections: Pick<ReplayPorts['connections'], 'active'>;
}

/** Held postings of the request, and what would become of their documents. */
export const planRetry = async (
  ports: Lists,
  request: ReplayRequest,
): Promise<{ readonly plan: ReplayPlan; readonly held: readonly Posting[] }> => {
  const held: Posting[] = [];
  for (const connectionId of await connectionsOf(ports, request)) {
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Page<Posting> = await ports.postings.list({
        connectionId,
        state: 'held',
        limit: PAGE,
        ...(cursor === '' ? {} : { cursor }),
      });
      held.push(...page.items.map(({ value }) => value).filter((one) => isAsked(one, request)));
      cursor = page.next;
    }
  }
  // Whether it stands in QuickBooks only a person can look up, document by document.
  const free = held.filter(({ blocked, reason }) => !blocked && !isForAPerson(reason));
  const change = free.filter(({ document }) => document !== null).length;
  const plan = {
    ...EMPTY_PLAN,
    post: free.length - change,
    change,
    leave: held.length - free.length,
  };
  return { plan, held: free };
};

/** As a person would, one by one. @returns how many went on. */
export const retryHeld = async (
  { postings }: Pick<ReplayPorts, 'postings'>,
  held: readonly Posting[],
  jobId: string,
): Promise<number> => {
  let went = 0;
  for (const { id, connectionId, waitingFor } of held) {
    try {
      const { outcome } = await postings.execute({
        postingId: id,
        connectionId,
        command: { type: 'Retry', by: 'admin', why: `replay ${jobId}`, waitingFor },
        causationId: jobId,
      });
      if (outcome === 'changed') went += 1;
    } catch (error) {
      // Somebody was faster, and it is not held any more.
      if (!isAppError(error, 'STATE_FORBIDS')) throw error;
    }
  }
  return went;
};

const connectionsOf = async (
  { connections }: Pick<Lists, 'connections'>,
  { connectionId }: ReplayRequest,
): Promise<readonly string[]> =>
  connectionId === null ? (await connections.active()).map(({ id }) => id) : [connectionId];

const isAsked = (posting: Posting, { orderIds }: ReplayRequest): boolean =>
  orderIds === null || (posting.orderId !== null && orderIds.includes(posting.orderId));
