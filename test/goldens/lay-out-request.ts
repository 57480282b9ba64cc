const REQUEST = /<QBXMLMsgsRq[^>]*>(.*)<\/QBXMLMsgsRq>/s;

/** The requests of a message set, one element a line, indented; without the envelope, which is always the same. */
export const layOutRequest = (qbxml: string): string => {
  let depth = 0;
  return (REQUEST.exec(qbxml)?.[1] ?? qbxml)
    .replaceAll('><', '>\n<')
    .split('\n')
    .map((line) => {
      const closes = line.startsWith('</');
      if (closes) depth -= 1;
      const text = `${'  '.repeat(depth)}${line}`;
      const opens = !closes && !line.includes('</');
      if (opens) depth += 1;
      return text;
    })
    .join('\n');
};
