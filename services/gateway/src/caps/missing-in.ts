import type { PostingCommand } from '@ml-connector/postings';

const MISSING: ReadonlySet<PostingCommand['type']> = new Set([
  'RecordRefused',
  'RecordNotRun',
  'ResolveAbsent',
]);

/** The postings of which these commands say that QuickBooks holds nothing. What a person has to look at may stand. */
export const missingIn = (
  orders: readonly { readonly postingId: string; readonly command: PostingCommand }[],
): ReadonlySet<string> =>
  new Set(
    orders.flatMap(({ postingId, command }) => (MISSING.has(command.type) ? [postingId] : [])),
  );
