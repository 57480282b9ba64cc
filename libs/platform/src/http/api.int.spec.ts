import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Body, Controller, Delete, Get, HttpCode, Module, Post } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type RunningService, runService } from '../run-service.js';
import type { ServiceDefinition } from '../service-definition.js';
import { AdminToken } from './admin-token.js';
import { JsonBody } from './json-body.js';
import { parseRequest } from './parse-request.js';

const TOKEN = 'platform-test-token-0123456789';

@Controller('api/notes')
class NotesController {
  @Get()
  list() {
    return [];
  }

  @Post()
  @HttpCode(201)
  add(@Body() body: unknown) {
    return parseRequest(z.strictObject({ text: z.string() }), body);
  }

  @Delete()
  @HttpCode(204)
  clear() {
    return undefined;
  }
}

@Module({ controllers: [NotesController] })
class NotesModule {}

@Controller('api/times')
class TimesController {
  @Get()
  list() {
    return [];
  }
}

@Module({ controllers: [TimesController] })
class TimesModule {}

const serviceOf = (name: string, module: ServiceDefinition['module']): ServiceDefinition => ({
  name,
  module,
  topics: [],
  groups: [],
  collections: [],
  fronts: [],
});

/** Set before the start, when the framework takes them. */
const looksAtToken = vi.spyOn(AdminToken.prototype, 'use');
const looksAtBody = vi.spyOn(JsonBody.prototype, 'use');

let directory: string;
let running: RunningService;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'platform-api-'));
  running = await runService(
    'both',
    [serviceOf('notes', NotesModule), serviceOf('times', TimesModule)],
    { ML_DATA_DIR: directory, ML_PORT: '0', ML_ADMIN_TOKEN: TOKEN, ML_LOG_LEVEL: 'silent' },
  );
});
afterAll(async () => {
  await running.close();
  rmSync(directory, { recursive: true, force: true });
});

const problem = z.object({ type: z.literal('about:blank'), status: z.int(), code: z.string() });

const send = async (method: string, path: string, init: RequestInit = {}) => {
  const answer = await fetch(`http://127.0.0.1:${running.port}${path}`, { method, ...init });
  const text = await answer.text();
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    scheme: answer.headers.get('www-authenticate'),
    problem: () => problem.parse(JSON.parse(text)),
  };
};

const withToken = { authorization: `Bearer ${TOKEN}` };
const json = { ...withToken, 'content-type': 'application/json' };

describe('without the right token', () => {
  it.each<[string, string, string, string | undefined]>([
    ['none', 'GET', '/api/notes', undefined],
    ['a wrong one', 'GET', '/api/notes', 'Bearer wrong-token-0123456789'],
    ['another scheme', 'GET', '/api/notes', `Basic ${TOKEN}`],
    ['an empty one', 'GET', '/api/notes', 'Bearer '],
    ['part of it', 'GET', '/api/notes', `Bearer ${TOKEN.slice(0, -1)}`],
    ['none, for the other service', 'GET', '/api/times', undefined],
    ['none, for a change', 'DELETE', '/api/notes', undefined],
    ['none, for a route that does not exist', 'GET', '/api/nothing', undefined],
    ['none, for the root', 'GET', '/api', undefined],
    ['none, with a query', 'GET', '/api?limit=1', undefined],
    ['none, with a slash at the end', 'GET', '/api/notes/', undefined],
    ['none, in capital letters', 'GET', '/API/Notes', undefined],
  ])('everything under /api is refused: %s', async (_, method, path, authorization) => {
    const answer = await send(method, path, authorization ? { headers: { authorization } } : {});
    expect(answer).toMatchObject({ status: 401, scheme: 'Bearer' });
    expect(answer.type).toMatch(/^application\/problem\+json/);
    expect(answer.problem().code).toBe('TOKEN_WRONG');
  });

  it('not even a broken body is told apart', async () => {
    const headers = { 'content-type': 'application/json' };
    const answer = await send('POST', '/api/notes', { headers, body: '{"text":' });
    expect(answer.status).toBe(401);
  });

  it.each(['/', '/nothing', '/apis', '/health', '/favicon.ico'])(
    'what does not exist outside /api is just not there: %s',
    async (path) => {
      const answer = await send('GET', path);
      expect(answer).toMatchObject({ status: 404, scheme: null });
      expect(answer.type).toMatch(/^application\/problem\+json/);
      expect(answer.problem().code).toBe('NOT_FOUND');
    },
  );
});

describe('with the token', () => {
  it('a route answers', async () => {
    expect((await send('GET', '/api/notes', { headers: withToken })).status).toBe(200);
  });

  it('a route that does not exist is not found', async () => {
    const answer = await send('GET', '/api/nothing', { headers: withToken });
    expect(answer.status).toBe(404);
    expect(answer.problem().code).toBe('NOT_FOUND');
  });

  it('each request is looked at once, however many services run together', async () => {
    for (const look of [looksAtToken, looksAtBody]) look.mockClear();
    await send('GET', '/api/times', { headers: withToken });
    expect([looksAtToken.mock.calls.length, looksAtBody.mock.calls.length]).toEqual([1, 1]);
  });
});

describe('a body', () => {
  it('that is JSON reaches the route', async () => {
    const answer = await send('POST', '/api/notes', { headers: json, body: '{"text":"x"}' });
    expect(answer.status).toBe(201);
  });

  it('larger than 1 MB is refused with 413', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(1_100_000) });
    const answer = await send('POST', '/api/notes', { headers: json, body });
    expect(answer.status).toBe(413);
    expect(answer.problem().code).toBe('BODY_TOO_LARGE');
  });

  it('that unpacks to more than 1 MB is refused with 413', async () => {
    const body = new Uint8Array(gzipSync(JSON.stringify({ text: 'x'.repeat(5_000_000) })));
    const headers = { ...json, 'content-encoding': 'gzip' };
    expect((await send('POST', '/api/notes', { headers, body })).status).toBe(413);
  });

  it.each([
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
  ])('of type %s is refused with 415', async (type) => {
    const headers = { ...withToken, 'content-type': type };
    const answer = await send('POST', '/api/notes', { headers, body: 'text=x' });
    expect(answer.status).toBe(415);
    expect(answer.problem().code).toBe('MEDIA_TYPE_UNSUPPORTED');
  });

  it('of an unknown encoding is refused with 415', async () => {
    const headers = { ...json, 'content-encoding': 'rot13' };
    expect((await send('POST', '/api/notes', { headers, body: '{}' })).status).toBe(415);
  });

  it.each(['{"text":', '"text"', 'null', '{"__proto__":{"x":1}}'])(
    'that is %s is refused with 400',
    async (body) => {
      expect((await send('POST', '/api/notes', { headers: json, body })).status).toBe(400);
    },
  );
});
