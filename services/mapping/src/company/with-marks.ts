import type { CompanyState } from '@ml-connector/bookkeeping';
import type { EventOf, listsMarked } from '@ml-connector/contracts';

/**
 * What is known of a company file after one more mark: a reading is known whole once it was marked in every partition.
 * @returns the state itself where the mark tells nothing new.
 */
export const withMarks = (
  state: CompanyState,
  { data: { partition, partitions, readUpTo } }: EventOf<typeof listsMarked>,
): CompanyState => {
  const known = state.marks[String(partition)] ?? 0;
  if (known >= readUpTo) return state;
  const marks = { ...state.marks, [String(partition)]: readUpTo };
  const all = Array.from({ length: partitions }, (_, index) => marks[String(index)] ?? 0);
  return { ...state, marks, readUpTo: Math.max(state.readUpTo, Math.min(...all)) };
};
