import { HresultError, openCompany } from '../simulators/company/index.js';
import type { Ask, Case } from './cases/case.js';
import { FENCE_CASES } from './cases/fence-cases.js';
import { READING_CASES } from './cases/reading-cases.js';
import { RECOVERY_CASES } from './cases/recovery-cases.js';
import { REFUSAL_CASES } from './cases/refusal-cases.js';
import type { Exchange, Transcript } from './transcript.js';
import { understand } from './understand.js';

const FIRST_MOMENT = Date.parse('2026-11-24T10:00:00Z');
const BY_SIMULATOR = 'Recorded from the simulator.';
const CASES: readonly Case[] = [
  ...FENCE_CASES,
  ...RECOVERY_CASES,
  ...REFUSAL_CASES,
  ...READING_CASES,
];

/** Plays every case on a company file of its own, whose clock goes on by two seconds with each request. */
export const playCases = (): readonly Transcript[] =>
  CASES.map(({ name, proves, play }) => {
    let now = FIRST_MOMENT;
    const company = openCompany({ path: ':memory:', now: () => now });
    const exchanges: Exchange[] = [];
    const names = createNames();
    const ask: Ask = (requests, attributes = '', onError = 'stopOnError') => {
      now += 2_000;
      const request = `<?xml version="1.0"?><?qbxml version="13.0"?><QBXML><QBXMLMsgsRq onError="${onError}"${attributes}>${requests}</QBXMLMsgsRq></QBXML>`;
      const answer = answerOf(() => company.processRequest(request));
      const exchange = { request: names(request), answer: names(answer) };
      exchanges.push({ ...exchange, understood: understand(exchange.answer) });
      return answer;
    };
    try {
      play(ask, company);
    } finally {
      company.close();
    }
    return { name, title: `${proves} ${BY_SIMULATOR}`, exchanges };
  });

const answerOf = (process: () => string): string => {
  try {
    return process();
  } catch (error) {
    if (error instanceof HresultError) return `hresult ${error.hresult} ${error.message}`;
    throw error;
  }
};

/** Ids that are drawn at random get names, so that the same case is the same text. */
const createNames = (): ((text: string) => string) => {
  const known = new Map<string, string>();
  return (text) =>
    text.replaceAll(/iteratorID="([^"]+)"/g, (_, id: string) => {
      const name = known.get(id) ?? `{iterator-${known.size + 1}}`;
      known.set(id, name);
      return `iteratorID="${name}"`;
    });
};
