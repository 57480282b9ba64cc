/** The iterators of one session: what each has not yet returned. They end with the session. */
export class IteratorTable {
  private readonly open = new Map<string, { readonly type: string; ids: readonly string[] }>();
  private count = 0;

  /** Starts over a list of ids and gives the iterator's name. */
  start(type: string, ids: readonly string[]): string {
    this.count += 1;
    const id = `{${String(this.count).padStart(8, '0')}-0000-4000-8000-000000000000}`;
    this.open.set(id, { type, ids });
    return id;
  }

  /** Takes the next ids; undefined where there is no such iterator of that request type. */
  take(
    id: string,
    type: string,
    most: number,
  ): { ids: readonly string[]; left: number } | undefined {
    const iterator = this.open.get(id);
    if (iterator?.type !== type) return undefined;
    const ids = iterator.ids.slice(0, most);
    iterator.ids = iterator.ids.slice(most);
    if (iterator.ids.length === 0) this.open.delete(id);
    return { ids, left: iterator.ids.length };
  }

  stop(id: string): void {
    this.open.delete(id);
  }
}
