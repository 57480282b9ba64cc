import { describe, expect, it } from 'vitest';

import { errorBody } from './error-body.js';

describe('errorBody', () => {
  it.each([
    [
      { code: 'a', message: 'b', data: { status: 404 } },
      { code: 'a', message: 'b', status: 404 },
    ],
    [
      { code: 'a', message: 'b', data: 500 },
      { code: 'a', message: 'b', status: 500 },
    ],
    [
      { code: 'a', message: '', data: { status: 400, params: {} }, additional: [] },
      { code: 'a', message: '', status: 400 },
    ],
  ])('recognises %j', (body, expected) => {
    expect(errorBody(body)).toEqual(expected);
  });

  it.each([
    [null],
    ['error'],
    [[]],
    [{}],
    [{ id: 27, status: 'failed' }],
    [{ code: 'a', message: 'b' }],
    [{ code: 'a', message: 'b', data: null }],
    [{ code: 'a', message: 'b', data: { status: '404' } }],
    [{ code: 404, message: 'b', data: { status: 404 } }],
  ])('does not take %j for one', (body) => {
    expect(errorBody(body)).toBeNull();
  });
});
