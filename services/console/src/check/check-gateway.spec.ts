import { describe, expect, it } from 'vitest';
import { addressProblem } from './check-gateway.js';

describe('a public address', () => {
  it.each(['https://books.example', 'http://localhost:3000', 'http://office-pc:3000'])(
    'that the Web Connector accepts: %s',
    (url) => {
      expect(addressProblem(url)).toBeNull();
    },
  );

  it.each([
    ['http://books.example', 'https'],
    ['https://192.168.1.20', 'IP address'],
    ['http://127.0.0.1:3000', 'IP address'],
    ['https://[2001:db8::1]', 'IP address'],
  ])('that the Web Connector refuses: %s (%s)', (url, why) => {
    expect(addressProblem(url)).toContain(why);
  });
});
