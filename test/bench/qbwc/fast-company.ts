import { openCompany } from '../../simulators/company/index.js';

const REQUEST = /<(\w+)Rq requestID="([^"]*)"[^>]*>([\s\S]*?)<\/\1Rq>/g;
const FENCE_QUERY = /<OtherNameQueryRq [^>]*><(?:ListID|FullName)>([^<]*)/;
const LIST_OBJECTS = /^(?:Customer|Item\w+|OtherName)$/;

/**
 * A company file that costs next to nothing: it adds whatever it is told, keeps the fences alone, and asks the simulator
 * only for its lists.
 */
export interface FastCompany {
  /** What the Web Connector tells with the first call of a session. */
  readonly introduction: string;
  process(set: string): string;
}

export const createFastCompany = (): FastCompany => {
  const lists = openCompany({ path: ':memory:', now: () => Date.now() });
  /** Fences as they stand, by ListID and by name. */
  const fences = new Map<string, string>();
  let counter = 0;

  const add = (name: string, requestId: string, body: string): string => {
    counter += 1;
    const object = name.replace(/(?:Add|Mod)$/, '');
    const id = /<ListID>([^<]*)/.exec(body)?.[1] ?? `8${counter.toString(16)}-1`;
    const idName = LIST_OBJECTS.test(object) ? 'ListID' : 'TxnID';
    const ret =
      `<${object}Ret><${idName}>${id}</${idName}><TimeCreated>2026-11-24T10:00:00-08:00</TimeCreated>` +
      `<TimeModified>2026-11-24T10:00:00-08:00</TimeModified><EditSequence>${1_790_000_000 + counter}</EditSequence>` +
      `${described(body)}</${object}Ret>`;
    if (object === 'OtherName') {
      fences.set(id, ret);
      const fullName = /<Name>([^<]*)/.exec(body)?.[1];
      if (fullName !== undefined) fences.set(fullName, ret);
    }
    return answered(name, requestId, ret);
  };

  const answer = (set: string): string => {
    const requests = [...set.matchAll(REQUEST)].map(([, name = '', requestId = '', body = '']) => ({
      name,
      requestId,
      body,
    }));
    const fence = requests.length === 1 ? FENCE_QUERY.exec(set)?.[1] : undefined;
    const known = fence === undefined ? undefined : fences.get(fence);
    if (known === undefined && /<\w+QueryRq/.test(set)) return lists.processRequest(set);
    const responses = requests.map(({ name, requestId, body }) =>
      known === undefined ? add(name, requestId, body) : answered(name, requestId, known),
    );
    return (
      '<?xml version="1.0" ?><QBXML><QBXMLMsgsRs messageSetStatusCode="0">' +
      `${responses.join('')}</QBXMLMsgsRs></QBXML>`
    );
  };

  return {
    introduction: lists.processRequest(
      '<?xml version="1.0"?><?qbxml version="13.0"?><QBXML><QBXMLMsgsRq onError="continueOnError">' +
        '<HostQueryRq requestID="0"></HostQueryRq><CompanyQueryRq requestID="1"></CompanyQueryRq>' +
        '<PreferencesQueryRq requestID="2"></PreferencesQueryRq></QBXMLMsgsRq></QBXML>',
    ),
    process: answer,
  };
};

const answered = (name: string, requestId: string, ret: string): string =>
  `<${name}Rs requestID="${requestId}" statusCode="0" statusSeverity="Info" statusMessage="Status OK">${ret}</${name}Rs>`;

const KEPT = /<(Name|RefNumber|Memo|Notes)>[^<]*<\/\1>/g;

/** Names as they were given, amounts summed up: what a document of these lines comes to. */
const described = (body: string): string => {
  const name = /<Name>([^<]*)/.exec(body)?.[1];
  const cents = [...body.matchAll(/<Amount>(-?[\d.]+)/g)].reduce(
    (sum, [, amount]) => sum + Math.round(Number(amount) * 100),
    0,
  );
  const total = /<TotalAmount>[^<]*<\/TotalAmount>/.exec(body)?.[0];
  return (
    (name === undefined ? '' : `<FullName>${name}</FullName><IsActive>true</IsActive>`) +
    (body.match(KEPT) ?? []).join('') +
    (total ?? `<Subtotal>${(cents / 100).toFixed(2)}</Subtotal><SalesTaxTotal>0.00</SalesTaxTotal>`)
  );
};
