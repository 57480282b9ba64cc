/** Connections whose waiting orders are worth another look soon. Only a hint: the sweep looks at all of them anyway. */
export interface Wakes {
  add(connectionId: string): void;
  /** Those since the last call. */
  take(): readonly string[];
}

export const createWakes = (): Wakes => {
  const woken = new Set<string>();
  return {
    add: (connectionId) => {
      woken.add(connectionId);
    },
    take: () => {
      const taken = [...woken];
      woken.clear();
      return taken;
    },
  };
};
