import { NotFoundException } from '@nestjs/common';
import { AppError, type ErrorCode } from '@ml-connector/kernel';
import { describe, expect, it } from 'vitest';
import { preconditionFailed } from './problem.js';
import { problemOf } from './problem-of.js';

describe('an error', () => {
  it.each<[ErrorCode, number]>([
    ['NOT_FOUND', 404],
    ['STATE_FORBIDS', 409],
    ['CONFLICT', 409],
    ['INPUT_INVALID', 400],
    ['STORE_UNAVAILABLE', 503],
    ['LOG_UNAVAILABLE', 503],
    ['SHOP_UNAVAILABLE', 502],
    ['ADDRESS_FORBIDDEN', 422],
  ])('with the code %s is answered with %i and its sentence', (code, status) => {
    expect(problemOf(new AppError(code, 'A sentence.'))).toMatchObject({
      status,
      code,
      detail: 'A sentence.',
    });
  });

  it.each([
    new AppError('STORE_CORRUPT', 'inner detail'),
    new AppError('SEAL_BROKEN', 'inner detail'),
    new Error('inner detail'),
    'inner detail',
    null,
  ])('that nobody foresaw is a 500 that tells nothing of its cause', (error) => {
    const problem = problemOf(error);
    expect(problem.status).toBe(500);
    expect(JSON.stringify(problem)).not.toContain('inner detail');
  });

  it('of ours stands as it is', () => {
    expect(problemOf(preconditionFailed('Changed.'))).toMatchObject({
      status: 412,
      detail: 'Changed.',
    });
  });

  it('of the framework keeps its status', () => {
    expect(problemOf(new NotFoundException())).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  it('of a body parser keeps its status, and says what too large means', () => {
    const error = Object.assign(new Error('request entity too large'), { status: 413 });
    expect(problemOf(error)).toMatchObject({
      status: 413,
      detail: 'The body is larger than 1 MB.',
    });
  });
});
