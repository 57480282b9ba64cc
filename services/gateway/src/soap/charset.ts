import { SoapRefusal } from './soap-refusal.js';

const DECODERS: ReadonlyMap<string, string> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'utf-8'],
  ['iso-8859-1', 'windows-1252'],
  ['latin1', 'windows-1252'],
  ['windows-1252', 'windows-1252'],
]);

const CHARSET = /;\s*charset\s*=\s*"?([\w.:-]{1,40})"?/i;
const DECLARED = /^<\?xml[^>]{0,80}\sencoding\s*=\s*["']([\w.:-]{1,40})["']/;
const MEDIA_TYPE = /^\s*(?:text|application)\/xml\s*(?:;|$)/i;

/**
 * A body's text, by the charset of the Content-Type, else by the XML declaration, else UTF-8.
 * @throws SoapRefusal 415 for another media type or a charset that is not spoken here, 500 for bytes that are none of theirs.
 */
export const decodeBody = (contentType: string | undefined, body: Buffer): string => {
  if (contentType !== undefined && !MEDIA_TYPE.test(contentType)) {
    throw new SoapRefusal('soap.version', 415);
  }
  if (startsAsUtf16(body)) throw new SoapRefusal('soap.encoding', 415);
  const declared = DECLARED.exec(body.toString('latin1', 0, 160))?.[1];
  const named = CHARSET.exec(contentType ?? '')?.[1] ?? declared ?? 'utf-8';
  const decoder = DECODERS.get(named.toLowerCase());
  const contradicted = declared !== undefined && !DECODERS.has(declared.toLowerCase());
  if (decoder === undefined || contradicted) throw new SoapRefusal('soap.encoding', 415);
  try {
    return new TextDecoder(decoder, { fatal: true }).decode(body);
  } catch {
    throw new SoapRefusal('soap.encoding');
  }
};

const startsAsUtf16 = (body: Buffer): boolean =>
  body.length > 1 &&
  ((body[0] === 0xfe && body[1] === 0xff) ||
    (body[0] === 0xff && body[1] === 0xfe) ||
    body[0] === 0 ||
    body[1] === 0);
