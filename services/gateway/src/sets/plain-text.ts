const LISTS_WITHOUT_PEOPLE =
  /(?:Item|Account|Tax ?Code|Payment ?Method|Template|Class|Terms|field|SalesTax)\s*$/i;
const LONGEST = 300;

/** QuickBooks' own text for a person, without what it quotes of people: names of items and accounts may stay. */
export const plainText = (message: string): string =>
  message
    .replace(/"([^"]*)"/g, (quoted, _inner, at: number) =>
      LISTS_WITHOUT_PEOPLE.test(message.slice(Math.max(0, at - 40), at)) ? quoted : '"…"',
    )
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST);
