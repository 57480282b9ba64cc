import { createHash } from 'node:crypto';
import { HresultError, parseError } from './hresult-error.js';
import type { QbRequest } from './requests/request.js';
import type { StatusError } from './status-error.js';
import { readContent } from './tables/read-content.js';
import { REQUEST_TABLES } from './tables/request-tables.js';
import type { XmlElement } from './xml/element.js';
import { parseXml, type XmlDocument } from './xml/parse-xml.js';

/** A request, and the value in it that QuickBooks cannot take, found before anything is done. */
export interface ReadRequest extends QbRequest {
  readonly refusal: StatusError | undefined;
}

/** A whole message set that follows the element tables. */
export interface MessageSet {
  readonly requests: readonly ReadRequest[];
  readonly stopOnError: boolean;
  readonly newMessageSetId: string | undefined;
  readonly oldMessageSetId: string | undefined;
  readonly withData: boolean;
  /** SHA-256 (hex) of the whole text. */
  readonly hash: string;
  /** SHA-256 (hex) of the requests alone: what error recovery compares. */
  readonly contentHash: string;
}

const ITERATED =
  /^(Customer|Entity|OtherName|Item|ItemNonInventory|ItemSalesTax|Invoice|SalesReceipt|SalesOrder|CreditMemo|ReceivePayment|ARRefundCreditCard|Check)Query$/;
const SET_ATTRIBUTES = new Set(['onError', 'newMessageSetID', 'oldMessageSetID', 'responseData']);

/**
 * Reads a message set as strictly as QuickBooks does.
 * @throws HresultError 0x80040400 when anything in it is not by the tables: nothing is executed.
 */
export function readMessageSet(xml: string): MessageSet {
  const document = parse(xml);
  const version = qbxmlVersion(document);
  const [set, extra] = document.root.children;
  if (document.root.name !== 'QBXML' || set?.name !== 'QBXMLMsgsRq' || extra !== undefined) {
    throw parseError('The document is not one QBXMLMsgsRq in a QBXML.');
  }
  const { onError, newMessageSetID, oldMessageSetID, responseData } = set.attributes;
  if (onError !== 'stopOnError' && onError !== 'continueOnError') {
    throw parseError('onError is missing or not known.');
  }
  if (responseData !== undefined && !['includeAll', 'includeNone'].includes(responseData)) {
    throw parseError('responseData is not known.');
  }
  refuseAttributes(set, SET_ATTRIBUTES);
  return {
    requests: set.children.map((child) => readRequest(child, version)),
    stopOnError: onError === 'stopOnError',
    newMessageSetId: newMessageSetID,
    oldMessageSetId: oldMessageSetID,
    withData: responseData !== 'includeNone',
    hash: sha256(xml),
    contentHash: sha256(xml.replace(/^[\s\S]*?<QBXMLMsgsRq[^>]*>/, '')),
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function parse(xml: string): XmlDocument {
  const foreign = xml.search(/[^\t\n\r -~]/u);
  if (foreign >= 0) throw parseError(`A character outside ASCII stands at ${foreign}.`);
  for (const [reference, hex, decimal] of xml.matchAll(/&#(?:x([0-9a-f]+)|(\d+));/gi)) {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    if (code > 0xff) throw parseError(`The character ${reference} is outside Windows-1252.`);
  }
  try {
    return parseXml(xml);
  } catch (error) {
    throw parseError(error instanceof Error ? error.message : String(error));
  }
}

function qbxmlVersion({ instructions }: XmlDocument): number {
  const instruction = instructions.find(({ target }) => target === 'qbxml');
  const version = Number(/^version="(\d+\.\d+)"$/.exec(instruction?.body.trim() ?? '')?.[1]);
  if (Number.isNaN(version)) throw parseError('The qbxml version is missing.');
  if (version >= 1 && version <= 13) return version;
  throw new HresultError('0x80040423', 'The version of qbXML that was requested is not supported.');
}

function readRequest(element: XmlElement, version: number): ReadRequest {
  const rules = REQUEST_TABLES.get(element.name);
  if (rules === undefined) throw parseError(`${element.name} is no request that is known.`);
  const type = element.name.replace(/Rq$/, '');
  refuseAttributes(element, attributesOf(type));
  for (const child of element.children) refuseNestedAttributes(child);
  const { metaData, iterator } = element.attributes;
  if (
    metaData !== undefined &&
    !/^(NoMetaData|MetaDataOnly|MetaDataAndResponseData)$/.test(metaData)
  ) {
    throw parseError('metaData is not known.');
  }
  if (iterator !== undefined && !/^(Start|Continue|Stop)$/.test(iterator)) {
    throw parseError('iterator is not known.');
  }
  return {
    type,
    requestId: element.attributes['requestID'],
    attributes: element.attributes,
    ...readContent(element, rules, version),
  };
}

function attributesOf(type: string): ReadonlySet<string> {
  if (ITERATED.test(type)) return new Set(['requestID', 'metaData', 'iterator', 'iteratorID']);
  return new Set(type.endsWith('Query') ? ['requestID', 'metaData'] : ['requestID']);
}

function refuseNestedAttributes(element: XmlElement): void {
  refuseAttributes(element, new Set());
  for (const child of element.children) refuseNestedAttributes(child);
}

function refuseAttributes(element: XmlElement, known: ReadonlySet<string>): void {
  const unknown = Object.keys(element.attributes).find((name) => !known.has(name));
  if (unknown !== undefined) throw parseError(`${element.name} has no attribute ${unknown}.`);
}
