import type { Connections } from '@ml-connector/connections';
import {
  awaitedBy,
  heldByPerson,
  type Posting,
  type PostingCommand,
  type Postings,
  waitsFor,
} from '@ml-connector/postings';
import { notFound } from '@ml-connector/platform';
import type { VerbBody } from './posting-requests.js';

export type PostingVerb = 'retry' | 'hold' | 'skip';

/**
 * A person's word on a posting, and the note of it. The posting itself refuses what its state does not allow.
 * @throws Problem 404, also for a posting of another connection; AppError STATE_FORBIDS
 */
export const useVerb = async (
  verb: PostingVerb,
  on: { readonly connectionId: string; readonly postingId: string; readonly body: VerbBody },
  { postings, connections }: { readonly postings: Postings; readonly connections: Connections },
): Promise<Posting> => {
  const { connectionId, postingId, body } = on;
  const posting = await postings.get(postingId);
  if (posting?.connectionId !== connectionId) throw notFound('posting');
  const outcome = await postings.execute({
    postingId,
    connectionId,
    command: await commandOf(verb, { posting, body, postings }),
  });
  if (outcome.outcome === 'missing') throw notFound('posting');
  const { who, why } = body;
  await connections.recordVerb(connectionId, { verb, subject: postingId, who, why });
  return outcome.posting;
};

const commandOf = async (
  verb: PostingVerb,
  at: { readonly posting: Posting; readonly body: VerbBody; readonly postings: Postings },
): Promise<PostingCommand> => {
  const { who: by, why } = at.body;
  switch (verb) {
    case 'hold':
      return { type: 'Hold', reason: heldByPerson(why), by, asPerson: true };
    case 'skip':
      return { type: 'Skip', by, why };
    case 'retry': {
      const known = await at.postings.getMany(awaitedBy(at.posting));
      const waitingFor = waitsFor(at.posting, new Map(known.map((one) => [one.id, one])));
      return { type: 'Retry', by, why, waitingFor };
    }
  }
};
