const FIRST = 0x80000000;

/** An id as QuickBooks gives it, for whatever is the nth of its kind. */
export const quickBooksId = (nth: number): string =>
  `${(FIRST + nth).toString(16).toUpperCase()}-1446676750`;
