import { describe, expect, it } from 'vitest';
import { loginAnswer, type Login } from './login-answer.js';

describe('the elements of a login', () => {
  it.each<[string, Omit<Login, 'ticket'>, readonly string[]]>([
    ['are two where an update begins', { verdict: 'begun' }, ['t', '']],
    ['are two where nothing is to be done', { verdict: 'none' }, ['t', 'none']],
    ['are two while another update is under way', { verdict: 'busy' }, ['t', 'busy']],
    ['are two for a wrong password', { verdict: 'refused' }, ['t', 'nvu']],
    [
      'are three where it shall come later',
      { verdict: 'postponed', postponeSeconds: 30 },
      ['t', '', '30'],
    ],
    [
      'are four with a least interval',
      { verdict: 'none', minimumSeconds: 900 },
      ['t', 'none', '0', '900'],
    ],
    [
      'are four where it shall come later and has one',
      { verdict: 'postponed', postponeSeconds: 900, minimumSeconds: 900 },
      ['t', '', '900', '900'],
    ],
    [
      'are two where the least interval was taken back',
      { verdict: 'begun', minimumSeconds: null },
      ['t', ''],
    ],
  ])('%s', (_, login, expected) => {
    expect(loginAnswer({ ticket: 't', ...login })).toEqual(expected);
  });
});
