import { HttpException } from '@nestjs/common';
import { type ErrorCode, isAppError } from '@ml-connector/kernel';
import { z } from 'zod';
import { Problem, type ProblemContent } from './problem.js';

const STATUS: Partial<Record<ErrorCode, number>> = {
  INPUT_INVALID: 400,
  NOT_FOUND: 404,
  STATE_FORBIDS: 409,
  CONFLICT: 409,
  ADDRESS_FORBIDDEN: 422,
  AMOUNT_INVALID: 422,
  STORE_UNAVAILABLE: 503,
  LOG_UNAVAILABLE: 503,
  SHOP_UNAVAILABLE: 502,
  SHOP_REFUSED: 502,
  SHOP_ANSWER_INVALID: 502,
};

const TITLES: Readonly<Record<number, readonly [code: string, title: string]>> = {
  400: ['INPUT_INVALID', 'Not the right shape'],
  404: ['NOT_FOUND', 'Not found'],
  405: ['METHOD_NOT_ALLOWED', 'Not possible here'],
  409: ['STATE_FORBIDS', 'Not possible in this state'],
  413: ['BODY_TOO_LARGE', 'Too large'],
  415: ['MEDIA_TYPE_UNSUPPORTED', 'Not JSON'],
  422: ['MEANING_INVALID', 'Cannot be used like this'],
  502: ['SHOP_UNAVAILABLE', 'The store does not answer as it should'],
  503: ['STORE_UNAVAILABLE', 'Not available at the moment'],
};

/** What parsers in front of the routes throw (body too large, broken JSON, unknown encoding). */
const parserErrorSchema = z.object({ status: z.int().min(400).max(499), message: z.string() });

/** The refusal that an error becomes. Whatever nobody foresaw is a 500 that says nothing of its cause. */
export const problemOf = (error: unknown): ProblemContent => {
  if (error instanceof Problem) return error.content;
  if (isAppError(error)) {
    const status = STATUS[error.code];
    return status === undefined
      ? unforeseen
      : { status, code: error.code, title: titleOf(status)[1], detail: error.message };
  }
  if (error instanceof HttpException) return plain(error.getStatus(), error.message);
  const parsed = parserErrorSchema.safeParse(error);
  return parsed.success ? plain(parsed.data.status, parsed.data.message) : unforeseen;
};

const unforeseen: ProblemContent = {
  status: 500,
  code: 'INTERNAL',
  title: 'An error of ours',
  detail: 'The request failed for a reason that is not yours. The log of the service says more.',
};

const plain = (status: number, message: string): ProblemContent => {
  if (status >= 500) return { ...unforeseen, status };
  const [code, title] = titleOf(status);
  const detail = status === 413 ? 'The body is larger than 1 MB.' : message;
  return { status, code, title, detail };
};

const titleOf = (status: number): readonly [code: string, title: string] =>
  TITLES[status] ?? ['REFUSED', 'Refused'];
