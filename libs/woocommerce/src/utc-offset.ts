const MINUTE_MS = 60_000;
const LARGEST_MINUTES = 14 * 60;

/**
 * How far a shop's own clock was from UTC, e.g. `-05:00`, from one moment told in both.
 * @param local without a zone, as the shop writes it.
 * @param utc ISO 8601 UTC.
 * @returns `null` where they are no such pair.
 */
export const utcOffsetOf = (local: string | null | undefined, utc: string): string | null => {
  const minutes = (Date.parse(`${local ?? ''}Z`) - Date.parse(utc)) / MINUTE_MS;
  if (!Number.isInteger(minutes) || Math.abs(minutes) > LARGEST_MINUTES) return null;
  const whole = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${twoDigits(Math.floor(whole / 60))}:${twoDigits(whole % 60)}`;
};

const twoDigits = (value: number): string => `${value}`.padStart(2, '0');
