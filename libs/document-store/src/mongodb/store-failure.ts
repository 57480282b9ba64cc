import { AppError, isAppError } from '@ml-connector/kernel';

/** Every failure of the driver is one of the store. The driver's own message may quote a document: only its kind is told. */
export const storeFailure = (error: unknown): AppError =>
  isAppError(error)
    ? error
    : new AppError('STORE_UNAVAILABLE', `The database failed: ${kindOf(error)}.`, { cause: error });

const kindOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown failure';
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'number' ? `${error.name} ${code}` : error.name;
};

/** Runs work with the database so that only AppErrors come out. */
export const asStore = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    throw storeFailure(error);
  }
};
