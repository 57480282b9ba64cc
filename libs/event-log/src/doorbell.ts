/** Wakes everyone who waits. Whoever is woken looks for itself whether there is something to do. */
export interface Doorbell {
  ring(): void;
  /** The next ring. */
  rung(): Promise<void>;
}

export const createDoorbell = (): Doorbell => {
  let next = Promise.withResolvers<void>();
  return {
    ring() {
      next.resolve();
      next = Promise.withResolvers<void>();
    },
    rung: () => next.promise,
  };
};
