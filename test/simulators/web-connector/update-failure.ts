import { Vanished } from './steps.js';

/** The end of an update with a code of the Web Connector. */
export class UpdateFailure extends Error {
  override readonly name = 'UpdateFailure';
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  /** For `catch`: the failure of a call becomes this code; other ends pass through. */
  static with(code: string, what: string): (error: unknown) => never {
    return (error) => {
      if (error instanceof Vanished || error instanceof UpdateFailure) throw error;
      const detail = error instanceof Error ? error.message : String(error);
      throw new UpdateFailure(code, `${what}. Error message: ${detail}`);
    };
  }
}
