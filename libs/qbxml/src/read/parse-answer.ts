import type { QbFields } from '../language/qb-fields.js';
import type { QbAnswer, QbResponse } from '../language/qb-answer.js';
import { readXmlTree, unreadable, type XmlElement } from './xml-tree.js';

/** An answer may be as large as the largest body that the Web Connector's endpoint takes. */
export const ANSWER_LIMITS = {
  maxCharacters: 10_485_760,
  maxDepth: 32,
  maxElements: 500_000,
} as const;

/**
 * Reads what QuickBooks answered. Nothing depends on the order of elements.
 * @throws AppError QBXML_UNREADABLE if it is not XML, not an answer, or beyond the limits.
 */
export const parseAnswer = (xml: string): QbAnswer => {
  const root = readXmlTree(xml, ANSWER_LIMITS);
  if (root.name !== 'QBXML') throw unreadable('The answer is not qbXML.');
  const [messages, ...others] = childrenOf(root);
  if (messages?.name !== 'QBXMLMsgsRs' || others.length > 0)
    throw unreadable('The answer does not hold exactly one QBXMLMsgsRs.');
  const status = toNumber(messages.attributes['messageSetStatusCode']);
  return {
    ...(status !== undefined && { messageSetStatusCode: status }),
    responses: childrenOf(messages).map(toResponse),
  };
};

const toResponse = (response: XmlElement): QbResponse => {
  const { name, attributes } = response;
  const children = childrenOf(response);
  if (!/^\w+Rs$/.test(name)) throw unreadable('The answer holds something that is no response.');
  const statusCode = toNumber(attributes['statusCode']);
  if (statusCode === undefined) throw unreadable('A response has no statusCode.');
  const retCount = toNumber(attributes['retCount']);
  const remaining = toNumber(attributes['iteratorRemainingCount']);
  const iteratorId = attributes['iteratorID'];
  const recovery = children.find((child) => child.name === 'ErrorRecovery');
  return {
    type: name.slice(0, -2),
    requestId: attributes['requestID'] ?? null,
    statusCode,
    statusSeverity: attributes['statusSeverity'] ?? '',
    statusMessage: attributes['statusMessage'] ?? '',
    ...(retCount !== undefined && { retCount }),
    ...(remaining !== undefined && { iteratorRemainingCount: remaining }),
    ...(iteratorId !== undefined && { iteratorId }),
    rets: children
      .filter(isRet)
      .map((child) => ({ type: child.name, fields: toFields(childrenOf(child)) })),
    plain: toFields(children.filter((child) => !isRet(child) && child !== recovery)),
    ...(recovery && { errorRecovery: toFields(recovery.children) }),
  };
};

const childrenOf = ({ children, text }: XmlElement): readonly XmlElement[] => {
  if (/\S/.test(text)) throw unreadable('The answer has text where elements belong.');
  return children;
};

const isRet = ({ name }: XmlElement): boolean => name.endsWith('Ret');

/** One element stays itself, several of one name become a list. */
const toFields = (elements: readonly XmlElement[]): QbFields => {
  const fields: Record<string, string | QbFields | (string | QbFields)[]> = {};
  for (const { name, children, text } of elements) {
    const value = children.length > 0 ? toFields(children) : text;
    const before = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (before === undefined) fields[name] = value;
    else if (Array.isArray(before)) before.push(value);
    else fields[name] = [before, value];
  }
  return fields;
};

const NUMBER = /^-?\d{1,9}$/;

const toNumber = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  if (!NUMBER.test(text)) throw unreadable('A number in a response is none.');
  return Number(text);
};
