import { AppError } from '@ml-connector/kernel';
import { evolvePosting } from './evolve-posting.js';
import type { Posting } from './posting.js';
import type { PostingEvent } from './posting-fact.js';

/**
 * The posting after one more event from the log. The log may tell an event twice: a repeat changes nothing.
 * @throws AppError EVENT_INVALID on a hole, which is an alarm: an event of this posting is missing from the log.
 */
export const foldPosting = (posting: Posting | null, event: PostingEvent): Posting => {
  const next = (posting?.revision ?? 0) + 1;
  if (posting && event.data.revision < next) return posting;
  if (event.data.revision > next) {
    throw new AppError(
      'EVENT_INVALID',
      `${event.data.postingId} goes from revision ${next - 1} to ${event.data.revision}: an event is missing.`,
    );
  }
  return evolvePosting(posting, event);
};
