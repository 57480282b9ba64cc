/** Where the simulator's time comes from. */
export interface SimClock {
  /** Milliseconds since 1970. */
  now(): number;
}

/** Europe/Berlin in winter, the zone of the captured store. */
export const SITE_OFFSET_HOURS = 1;

const HOUR = 3_600_000;

/** `2026-11-23T03:40:03`, UTC. */
export const gmtTime = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().slice(0, 19);

/** `2026-11-23T04:40:03`, the site's own time. */
export const siteTime = (milliseconds: number): string =>
  gmtTime(milliseconds + SITE_OFFSET_HOURS * HOUR);

/** Milliseconds of a time as somebody asked for it: with an offset, in UTC, or in the site's time. `null` if it is none. */
export const askedTime = (text: string, isGmt: boolean): number | null => {
  const match = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(
    text,
  );
  if (!match) return null;
  const zoned = match[1] !== undefined;
  const day = text.length === 10 ? `${text}T00:00:00` : text.replace(' ', 'T');
  const milliseconds = Date.parse(zoned ? day : `${day}Z`);
  if (Number.isNaN(milliseconds)) return null;
  return zoned || isGmt ? milliseconds : milliseconds - SITE_OFFSET_HOURS * HOUR;
};
