import type { Gateway } from '../gateway-ports.js';

const PAGE = 500;

/**
 * Frees what a broken session claimed for sets that it never committed. Only under a new epoch: an older session can
 * commit nothing any more.
 */
export const freeStaleClaims = async (
  gateway: Gateway,
  connectionId: string,
  openSetId: string | null,
): Promise<void> => {
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Awaited<ReturnType<typeof gateway.postings.list>> = await gateway.postings.list({
      connectionId,
      state: 'ready',
      limit: PAGE,
      ...(cursor === '' ? {} : { cursor }),
    });
    const orders = page.items.flatMap(({ value }) =>
      value.out && value.out.setId !== openSetId
        ? [
            {
              postingId: value.id,
              connectionId,
              command: { type: 'FreeClaim', setId: value.out.setId } as const,
            },
          ]
        : [],
    );
    await gateway.postings.executeMany(orders);
    cursor = page.next;
  }
};
