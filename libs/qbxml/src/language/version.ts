/** The newest qbXML that the product writes. */
export const NEWEST_VERSION = '13.0';

/**
 * The version to write: the newest that both sides know. What is no version at all is not believed and gives the
 * newest: QuickBooks refuses a version that it does not know without executing anything (0x80040423).
 * @param major, minor what QuickBooks offers, as `sendRequestXML` tells it.
 */
export const negotiateVersion = (major: number, minor: number): string => {
  const offered = toVersionNumber(`${major}.${minor}`);
  return offered > 0 && offered < toVersionNumber(NEWEST_VERSION)
    ? toVersion(offered)
    : NEWEST_VERSION;
};

const VERSION = /^(\d{1,2})\.(\d{1,2})$/;

/** The version that a number of `toVersionNumber` stands for. */
export const toVersion = (number: number): string => `${Math.trunc(number / 100)}.${number % 100}`;

/** A version as a number that compares: `"13.0"` gives 1300. Not a version gives 0, which has no request at all. */
export const toVersionNumber = (version: string): number => {
  const match = VERSION.exec(version);
  return match ? Number(match[1]) * 100 + Number(match[2]) : 0;
};
