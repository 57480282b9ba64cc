/** What was looked up by name, without regard to case, remembered; bounded, so that it never outgrows the process. */
export interface Memory<Value> {
  /** By lower-case name. A look-up that failed is not remembered. */
  read(names: readonly string[]): Promise<ReadonlyMap<string, Value>>;
}

const MOST_NAMES = 20_000;

export const createMemory = <Value>(lookUp: (name: string) => Promise<Value>): Memory<Value> => {
  const known = new Map<string, Promise<Value>>();
  const one = (name: string): Promise<Value> => {
    const remembered = known.get(name);
    if (remembered) return remembered;
    if (known.size >= MOST_NAMES) known.clear();
    const asked = lookUp(name);
    known.set(name, asked);
    asked.catch(() => known.delete(name));
    return asked;
  };
  return {
    async read(names) {
      const wanted = [...new Set(names.map((name) => name.toLowerCase()))];
      const values = await Promise.all(wanted.map(one));
      return new Map(wanted.flatMap((name, index) => pair(name, values[index])));
    },
  };
};

const pair = <Value>(
  name: string,
  value: Value | undefined,
): readonly (readonly [string, Value])[] => (value === undefined ? [] : [[name, value]]);
