import type { z } from 'zod';

/** One fault in what was sent; `path` is dotted, empty for the whole. */
export interface ProblemError {
  readonly path: string;
  readonly message: string;
}

/** What the API says when it refuses, for machines (`code`) and people (`detail`). RFC 9457. */
export interface ProblemContent {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors?: readonly ProblemError[];
}

export class Problem extends Error {
  override readonly name = 'Problem';
  readonly content: ProblemContent;

  constructor(content: ProblemContent) {
    super(content.detail);
    this.content = content;
  }
}

/** 404, also for what belongs to another connection: nobody learns that it exists. */
export const notFound = (what: string): Problem =>
  new Problem({
    status: 404,
    code: 'NOT_FOUND',
    title: 'Not found',
    detail: `There is no such ${what}.`,
  });

/** 409: right, but not in this state. */
export const stateForbids = (detail: string): Problem =>
  new Problem({ status: 409, code: 'STATE_FORBIDS', title: 'Not possible in this state', detail });

export const retired = (): Problem => stateForbids('The connection is retired.');

/** 412: changed meanwhile, or no version named. */
export const preconditionFailed = (detail: string): Problem =>
  new Problem({
    status: 412,
    code: 'VERSION_DIFFERS',
    title: 'Made from another version',
    detail,
  });

/** 400: not the shape that the route wants. */
export const wrongShape = (error: z.ZodError): Problem =>
  new Problem({
    status: 400,
    code: 'INPUT_INVALID',
    title: 'Not the right shape',
    detail: 'What was sent does not have the shape that is wanted here.',
    errors: error.issues
      .slice(0, 20)
      .map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message })),
  });

/** 422: the right shape without a usable meaning. */
export const wrongMeaning = (errors: readonly ProblemError[]): Problem =>
  new Problem({
    status: 422,
    code: 'MEANING_INVALID',
    title: 'Cannot be used like this',
    detail: errors.map((error) => error.message).join(' '),
    errors,
  });

export const noToken = (): Problem =>
  new Problem({
    status: 401,
    code: 'TOKEN_WRONG',
    title: 'Token missing or wrong',
    detail: 'Send the header "Authorization: Bearer <ML_ADMIN_TOKEN>".',
  });

/** 415: only JSON is read. */
export const notJson = (): Problem =>
  new Problem({
    status: 415,
    code: 'MEDIA_TYPE_UNSUPPORTED',
    title: 'Not JSON',
    detail: 'Send the body as application/json.',
  });
