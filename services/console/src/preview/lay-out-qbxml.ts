import { XMLBuilder, XMLParser } from 'fast-xml-parser';

/** Nothing is interpreted: names, texts, entities and their order stay as they are. */
const EXACTLY = {
  preserveOrder: true,
  ignoreAttributes: false,
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
} as const;

const parser = new XMLParser(EXACTLY);
const builder = new XMLBuilder({ ...EXACTLY, format: true, indentBy: '  ' });

/** qbXML that we wrote, one element a line, for people to read. What it says is not changed. */
export const layOutQbxml = (qbxml: string): string => builder.build(parser.parse(qbxml)).trim();
