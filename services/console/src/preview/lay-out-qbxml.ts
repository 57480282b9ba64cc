/** Nothing is interpreted: names, texts, entities and their order stay as they are. */
const EXACTLY = {
  preserveOrder: true,
  ignoreAttributes: false,
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
} as const;

/**
 * qbXML that we wrote, one element a line, for people to read. What it says is not changed. The parser is loaded where
 * somebody asks for a preview: a process at rest need not hold it in memory.
 */
export const layOutQbxml = async (qbxml: string): Promise<string> => {
  const { XMLBuilder, XMLParser } = await import('fast-xml-parser');
  const builder = new XMLBuilder({ ...EXACTLY, format: true, indentBy: '  ' });
  return builder.build(new XMLParser(EXACTLY).parse(qbxml)).trim();
};
