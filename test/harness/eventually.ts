/** Tries until it does not throw, with a pause in between; the last error where time ran out (milliseconds). */
export const eventually = async <Value>(
  attempt: () => Promise<Value> | Value,
  { within = 15_000, every = 100 }: { readonly within?: number; readonly every?: number } = {},
): Promise<Value> => {
  const deadline = Date.now() + within;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() >= deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, every));
    }
  }
};
