/** Where unpredictable bytes come from. Passed in, so that a test or a simulation can repeat a run. */
export interface Randomness {
  bytes(count: number): Uint8Array;
}
