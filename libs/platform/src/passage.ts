import { AsyncLocalStorage } from 'node:async_hooks';

/** A call from outside on its way through a service, as far as a failpoint can meddle with it. */
export interface Passage {
  /** The caller never gets the answer. */
  readonly loseAnswer: () => void;
  /** Runs the call a second time, whole. */
  readonly repeat: () => Promise<void>;
}

const passages = new AsyncLocalStorage<Passage>();

/** The call in which this is asked; none in the background. */
export const passageNow = (): Passage | undefined => passages.getStore();

/**
 * Runs a call so that a failpoint within can lose its answer or run it twice.
 * @returns the answer, and whether the caller shall get it.
 */
export const pass = async <Answer>(
  work: () => Promise<Answer>,
): Promise<{ readonly answer: Answer; readonly isLost: boolean }> => {
  let isLost = false;
  const passage: Passage = {
    loseAnswer() {
      isLost = true;
    },
    async repeat() {
      await work();
    },
  };
  const answer = await passages.run(passage, work);
  return { answer, isLost };
};
