import { updateDocument } from '@ml-connector/document-store';
import type { Gateway } from '../gateway-ports.js';
import { publishSeen } from './publish-lists.js';
import type { SeenObject } from './seen-objects.js';

const REMEMBERED = 2_000;
/** Readings overlap by two hours; a third is for QuickBooks' own clock. */
const OVERLAP_SECONDS = 3 * 60 * 60;

/**
 * Publishes what was not published lately in the same state. It is remembered only afterwards: a crash tells it twice.
 * @returns how many objects were news.
 */
export const publishNews = async (
  gateway: Gateway,
  options: {
    readonly connectionId: string;
    readonly causationId: string;
    readonly objects: readonly SeenObject[];
  },
): Promise<number> => {
  const { connectionId, objects } = options;
  if (objects.length === 0) return 0;
  const known = (await gateway.listMemory.get(connectionId))?.value.recent ?? {};
  const news = objects.filter(({ listId, editSequence }) => known[listId] !== editSequence);
  if (news.length === 0) return 0;
  await publishSeen(gateway, { ...options, objects: news });
  await updateDocument(gateway.listMemory, connectionId, (memory) => ({
    recent: remembered(memory?.recent ?? {}, news),
  }));
  return news.length;
};

/** Only what the next reading's overlap can show again, and only so much of it. */
const remembered = (
  recent: Readonly<Record<string, string>>,
  news: readonly SeenObject[],
): Record<string, string> => {
  const all = { ...recent };
  for (const { listId, editSequence } of news) all[listId] = editSequence;
  const entries = Object.entries(all);
  const times = entries.map(seconds).filter((time) => time < Number.MAX_SAFE_INTEGER);
  const from = times.reduce((a, b) => Math.max(a, b), 0) - OVERLAP_SECONDS;
  const kept = entries.filter((entry) => seconds(entry) >= from);
  return Object.fromEntries(kept.toSorted((a, b) => seconds(b) - seconds(a)).slice(0, REMEMBERED));
};

/** EditSequences are seconds by QuickBooks' clock; what is none (preferences) is always kept. */
const seconds = ([, editSequence]: readonly [string, string]): number =>
  /^\d{9,11}$/.test(editSequence) ? Number(editSequence) : Number.MAX_SAFE_INTEGER;
