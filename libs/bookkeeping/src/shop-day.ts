/** The shop's zone; where it never told one, its offset when the order was made, which is right but for the clock change. */
export const zoneOf = (
  { timeZone }: { readonly timeZone: string | null },
  { utcOffset }: { readonly utcOffset: string | null },
): string | null => timeZone ?? utcOffset;

/**
 * The calendar day of a moment in the shop's zone, `YYYY-MM-DD`.
 * @param timeZone an IANA name or an offset such as `+02:00`; UTC if null or unknown to this machine.
 */
export const shopDay = (time: string, timeZone: string | null): string => {
  const formatter = formatterOf(timeZone ?? 'UTC');
  const parts = Object.fromEntries(
    formatter.formatToParts(new Date(time)).map(({ type, value }) => [type, value]),
  );
  return `${parts['year']}-${parts['month']}-${parts['day']}`;
};

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a thousand times what using it does. */
const formatterOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = makeFormatter(timeZone);
  if (formatters.size < MOST_FORMATTERS) formatters.set(timeZone, made);
  return made;
};

const MOST_FORMATTERS = 1_000;

const makeFormatter = (timeZone: string): Intl.DateTimeFormat => {
  const options = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  try {
    return new Intl.DateTimeFormat('en-US', { ...options, timeZone });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' });
  }
};
