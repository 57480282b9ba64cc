/** Runs pieces of work of one name one after the other. */
export type Exclusively = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;

export const createExclusively = (): Exclusively => {
  const last = new Map<string, Promise<unknown>>();
  return async (name, work) => {
    const before = last.get(name);
    const mine = before ? before.then(work, work) : work();
    last.set(name, mine);
    try {
      return await mine;
    } finally {
      if (last.get(name) === mine) last.delete(name);
    }
  };
};
