import { isAppError } from '@ml-connector/kernel';

/** Whether the same records may succeed later by themselves, or after an upgrade; they are not poison. */
export const isWorthWaitingFor = (error: unknown): boolean =>
  isAppError(error) && (error.retryable || error.code === 'EVENT_TOO_NEW');

/**
 * What went wrong, for people. Our own messages hold no customer data; what a foreign message holds nobody knows, so
 * only the error's name and the place that threw it are told.
 */
export const failureReason = (error: unknown): string => {
  if (isAppError(error)) return `${error.code}: ${error.message}`;
  if (!(error instanceof Error)) return 'The handler failed with something that is not an error.';
  const place = placeOf(error);
  return place === null ? error.name : `${error.name} ${place}`;
};

const placeOf = ({ stack = '', message }: Error): string | null => {
  const frames = stack.slice(stack.indexOf(message) + message.length);
  const frame = /\n\s+(at .{1,300})/.exec(frames)?.[1];
  return frame?.replace(/\(?(?:file:\/\/)?[^\s()]*\/([^/\s()]+)\)?$/, '($1)') ?? null;
};
