import { makesListObject, type Posting } from '@ml-connector/postings';
import type { Company, Session } from '../company/company.js';
import { knowsTheLists } from '../lists/knows-the-lists.js';
import { mayMake } from '../session/next-step.js';

/** Which of the ready postings may go into the next set: those that make a list object only on fresh lists. */
export const mayGo = (
  { lists }: Pick<Company, 'lists'>,
  session: Session,
  now: number,
): ((posting: Posting) => boolean) => {
  const mayMakeNow = mayMake(session, now);
  return (posting) => !makesListObject(posting) || (mayMakeNow && knowsTheLists(posting, lists));
};
