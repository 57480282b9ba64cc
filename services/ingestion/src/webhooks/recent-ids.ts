/** Ids that were appended durably not long ago. */
export interface RecentIds {
  has(id: string): boolean;
  add(id: string): void;
}

/** The oldest leave first. A lost entry costs one more append of an event that readers know already. */
export const createRecentIds = (capacity: number): RecentIds => {
  const ids = new Set<string>();
  return {
    has: (id) => ids.has(id),
    add: (id) => {
      ids.add(id);
      if (ids.size <= capacity) return;
      for (const oldest of ids) {
        ids.delete(oldest);
        return;
      }
    },
  };
};
