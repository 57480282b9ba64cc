/** Something that the shop showed and that cannot be read: it is named, and never stops the rest. */
export interface ReadingProblem {
  readonly what: 'order' | 'refund' | 'customer' | 'product';
  readonly id: number | null;
  /** Names the wrong place, never the value. */
  readonly problem: string;
}
