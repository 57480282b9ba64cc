import { child, readTree, textOf, type Node } from './xml-tree.features.js';

interface Thing {
  readonly id: string;
  readonly type: string;
  readonly isTransaction: boolean;
  createdAt: number;
  modifiedAt: number;
  fields: Node[];
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const write = ({ name, children, text }: Node): string =>
  `<${name}>${children.length > 0 ? children.map(write).join('') : escape(text)}</${name}>`;
const TRANSACTIONS = new Set(['Invoice', 'SalesReceipt', 'CreditMemo', 'ReceivePayment']);

/** A company file as far as the gateway's tests need one: lists, transactions, EditSequences in seconds, remembered sets. */
export const createQuickBooks = (
  time: { now: number },
  options: { fileId: string; ownerId: string },
) => {
  const things: Thing[] = [];
  const remembered = new Map<string, string[]>();
  const iterators = new Map<string, readonly Thing[]>();
  const deleted: { type: string; id: string; ref: string; at: number }[] = [];
  const executed: string[] = [];
  let counter = 0;
  const file = {
    companyName: 'Shop Ltd',
    path: 'C:\\Books\\Shop.qbw',
    stamp: options.fileId as string | null,
    isSample: false,
    /** The PC that has it open, as its Web Connector says. */
    computer: null as string | null,
  };
  const faults = {
    /** Dies after this many write requests of the next set that writes documents. */
    dieAfter: null as number | null,
    forgetsSets: false,
    refuse: new Map<string, { code: number; message: string }>(),
    hresult: null as ((xml: string) => string | null) | null,
    dropResponses: new Set<string>(),
  };
  const seconds = (at: number): string => String(Math.floor(at / 1000));
  const stamp = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}+00:00`;

  const ret = (thing: Thing): string => {
    const idName = thing.isTransaction ? 'TxnID' : 'ListID';
    const name = thing.fields.find((field) => field.name === 'Name')?.text;
    const total = thing.fields
      .filter((field) => field.name.endsWith('LineAdd'))
      .reduce((sum, line) => sum + Number(textOf(line, 'Amount') ?? 0), 0);
    return (
      `<${thing.type}Ret><${idName}>${thing.id}</${idName}>` +
      `<TimeCreated>${stamp(thing.createdAt)}</TimeCreated><TimeModified>${stamp(thing.modifiedAt)}</TimeModified>` +
      `<EditSequence>${seconds(thing.modifiedAt)}</EditSequence>` +
      (name === undefined ? '' : `<FullName>${escape(name)}</FullName>`) +
      thing.fields
        .filter((field) => !field.name.endsWith('LineAdd') && field.name !== 'AppliedToTxnAdd')
        .map(write)
        .join('') +
      linesOf(thing) +
      linksOf(thing) +
      (thing.isTransaction && thing.type !== 'ReceivePayment'
        ? `<Subtotal>${total.toFixed(2)}</Subtotal><SalesTaxTotal>0.00</SalesTaxTotal>`
        : '') +
      `</${thing.type}Ret>`
    );
  };
  const linesOf = (thing: Thing): string =>
    thing.fields
      .filter((field) => field.name.endsWith('LineAdd'))
      .map((line, index) => {
        const name = line.name.replace(/Add$/, 'Ret');
        return `<${name}><TxnLineID>${thing.id}-${index}</TxnLineID>${line.children.map(write).join('')}</${name}>`;
      })
      .join('');
  const linksOf = (thing: Thing): string =>
    paying(thing.id)
      .map(
        ({ id, type }) => `<LinkedTxn><TxnID>${id}</TxnID><TxnType>${type}</TxnType></LinkedTxn>`,
      )
      .join('');
  const paying = (txnId: string): readonly Thing[] =>
    things.filter(({ fields }) =>
      fields.some((field) => field.name === 'AppliedToTxnAdd' && textOf(field, 'TxnID') === txnId),
    );
  const respond = (
    request: Node,
    code: number,
    body = '',
    { message = '', attributes = '' }: { message?: string; attributes?: string } = {},
  ): string =>
    `<${request.name.replace(/Rq$/, 'Rs')} requestID="${request.attributes['requestID'] ?? ''}" statusCode="${code}" statusSeverity="Info" statusMessage="${escape(message)}"${attributes}>${body}</${request.name.replace(/Rq$/, 'Rs')}>`;

  const add = (request: Node, type: string): string => {
    const body = child(request, `${type}Add`);
    const name = body && textOf(body, 'Name');
    if (!body) return respond(request, 3150);
    const taken = things.some(
      (thing) => !thing.isTransaction && nameOf(thing) === name?.toLowerCase(),
    );
    if (name !== undefined && taken) {
      return respond(request, 3100, '', {
        message: `The name "${name}" of the list element is already in use.`,
      });
    }
    counter += 1;
    const isTransaction = TRANSACTIONS.has(type);
    const thing: Thing = {
      id: `80${counter.toString(16).padStart(6, '0')}-1`,
      type,
      isTransaction,
      createdAt: time.now,
      modifiedAt: time.now,
      fields: body.children,
    };
    things.push(thing);
    executed.push(`${type}Add`);
    for (const part of body.children.filter((field) => field.name === 'AppliedToTxnAdd')) {
      const paid = things.find(({ id }) => id === textOf(part, 'TxnID'));
      if (paid) paid.modifiedAt = time.now;
    }
    return respond(request, 0, ret(thing));
  };
  const nameOf = (thing: Thing): string | undefined =>
    thing.fields.find((field) => field.name === 'Name')?.text.toLowerCase();
  const mod = (request: Node, type: string): string => {
    const body = child(request, `${type}Mod`);
    const thing = things.find(
      ({ id }) => body && id === (textOf(body, 'ListID') ?? textOf(body, 'TxnID')),
    );
    if (!body || !thing) return respond(request, 3120, '', { message: 'Object cannot be found.' });
    if (textOf(body, 'EditSequence') !== seconds(thing.modifiedAt)) {
      return respond(request, 3200, '', { message: 'The provided edit sequence is out-of-date.' });
    }
    const given = body.children.filter(
      ({ name }) =>
        !['ListID', 'TxnID', 'EditSequence'].includes(name) && !name.endsWith('LineMod'),
    );
    const names = new Set(given.map(({ name }) => name));
    const lines = thing.fields.filter(({ name }) => name.endsWith('LineAdd'));
    const wished = body.children.filter(({ name }) => name.endsWith('LineMod'));
    const after = wished.map((line): Node => {
      const before = lines.find((_, index) => textOf(line, 'TxnLineID') === `${thing.id}-${index}`);
      const changed = line.children.filter(({ name }) => name !== 'TxnLineID');
      const replaced = new Set(changed.map(({ name }) => name));
      const kept = (before?.children ?? []).filter(({ name }) => !replaced.has(name));
      return { ...line, name: `${type}LineAdd`, children: [...kept, ...changed] };
    });
    thing.fields = [
      ...thing.fields.filter(
        ({ name }) => !names.has(name) && (wished.length === 0 || !name.endsWith('LineAdd')),
      ),
      ...given,
      ...after,
    ];
    thing.modifiedAt = time.now;
    executed.push(`${type}Mod`);
    return respond(request, 0, ret(thing));
  };
  /** Voids or deletes. */
  const end = (request: Node, how: 'Void' | 'Del'): string => {
    const id = textOf(request, 'TxnID') ?? '';
    const type = textOf(request, `Txn${how}Type`) ?? '';
    const thing = things.find((one) => one.id === id && one.type === type);
    if (!thing) return respond(request, 3120, '', { message: 'Object cannot be found.' });
    const isPaid = thing.type === 'Invoice' && paying(id).length > 0;
    if (isPaid)
      return respond(request, 3160, '', { message: 'Other transactions are linked to it.' });
    executed.push(`Txn${how}`);
    if (how === 'Del') {
      things.splice(things.indexOf(thing), 1);
      const ref = thing.fields.find(({ name }) => name === 'RefNumber')?.text ?? '';
      deleted.push({ type, id, ref, at: time.now });
    } else {
      thing.modifiedAt = time.now;
      const zero = (node: Node): Node =>
        node.name === 'Amount'
          ? { ...node, text: '0.00' }
          : { ...node, children: node.children.map(zero) };
      thing.fields = thing.fields.map((field) =>
        field.name === 'Memo' ? { ...field, text: `VOID: ${field.text}` } : zero(field),
      );
    }
    return respond(request, 0, `<Txn${how}Type>${type}</Txn${how}Type><TxnID>${id}</TxnID>`);
  };
  const paged = (request: Node, found: readonly Thing[]): string => {
    const most = Number(textOf(request, 'MaxReturned') ?? 500);
    const rest = found.slice(most);
    const id = `{iterator-${iterators.size + 1}}`;
    if (rest.length > 0) iterators.set(id, rest);
    return respond(request, found.length > 0 ? 0 : 1, found.slice(0, most).map(ret).join(''), {
      attributes: ` iteratorRemainingCount="${rest.length}" iteratorID="${id}"`,
    });
  };
  const query = (request: Node, type: string): string => {
    if (type === 'Host')
      return respond(
        request,
        0,
        '<HostRet><ProductName>QuickBooks</ProductName><Country>US</Country></HostRet>',
      );
    if (type === 'Company') return respond(request, 0, companyRet());
    if (type === 'Preferences')
      return respond(
        request,
        0,
        '<PreferencesRet><AccountingPreferences><IsUsingClassTracking>false</IsUsingClassTracking></AccountingPreferences></PreferencesRet>',
      );
    if (type === 'TxnDeleted') {
      const gone = deleted.map(
        ({ type: kind, id, ref, at }) =>
          `<TxnDeletedRet><TxnDelType>${kind}</TxnDelType><TxnID>${id}</TxnID><TimeDeleted>${stamp(at)}</TimeDeleted><RefNumber>${ref}</RefNumber></TxnDeletedRet>`,
      );
      return respond(request, gone.length > 0 ? 0 : 1, gone.join(''));
    }
    if (request.attributes['iterator'] === 'Continue') {
      const rest = iterators.get(request.attributes['iteratorID'] ?? '');
      return rest ? paged(request, rest) : respond(request, 3035);
    }
    const ids = request.children
      .filter(({ name }) => name === 'ListID' || name === 'TxnID')
      .map(({ text }) => text);
    const names = request.children
      .filter(({ name }) => name === 'FullName')
      .map(({ text }) => text.toLowerCase());
    const refs = request.children
      .filter(({ name }) => name === 'RefNumber')
      .map(({ text }) => text.toLowerCase());
    const range = child(request, 'ModifiedDateRangeFilter') ?? request;
    const from = Date.parse(textOf(range, 'FromModifiedDate') ?? '1970-01-01');
    const found = things.filter((thing) => {
      const fits =
        type === 'Entity'
          ? ['Customer', 'Vendor', 'Employee', 'OtherName'].includes(thing.type)
          : type === 'Item'
            ? thing.type.startsWith('Item')
            : thing.type === type;
      if (!fits) return false;
      if (ids.length > 0) return ids.includes(thing.id);
      if (names.length > 0) return names.includes(nameOf(thing) ?? '');
      if (refs.length > 0)
        return refs.includes(
          thing.fields.find(({ name }) => name === 'RefNumber')?.text.toLowerCase() ?? '',
        );
      return thing.modifiedAt >= from;
    });
    if (request.attributes['iterator'] === 'Start') return paged(request, found);
    const missing = ids.length > found.length ? 500 : 1;
    return respond(request, found.length > 0 ? 0 : missing, found.map(ret).join(''));
  };
  const companyRet = (): string =>
    `<CompanyRet><IsSampleCompany>${file.isSample}</IsSampleCompany><CompanyName>${escape(file.companyName)}</CompanyName>` +
    (file.stamp === null
      ? ''
      : `<DataExtRet><OwnerID>${options.ownerId}</OwnerID><DataExtName>FileID</DataExtName><DataExtType>STR255TYPE</DataExtType><DataExtValue>${file.stamp}</DataExtValue></DataExtRet>`) +
    (file.computer === null
      ? ''
      : `<DataExtRet><OwnerID>${options.ownerId}</OwnerID><DataExtName>AppLock</DataExtName><DataExtType>STR255TYPE</DataExtType><DataExtValue>LOCKED:${file.computer}:1</DataExtValue></DataExtRet>`) +
    '</CompanyRet>';

  /** Executes a set. Throws an hresult where QuickBooks gave no answer. */
  const execute = (xml: string): string => {
    const hresult = faults.hresult?.(xml) ?? null;
    if (hresult !== null) throw new Error(hresult);
    const set = readTree(xml).children[0];
    if (!set) throw new Error('0x80040400');
    const id = set.attributes['newMessageSetID'];
    const wrap = (responses: readonly string[]): string =>
      `<?xml version="1.0" ?><QBXML><QBXMLMsgsRs${id === undefined ? '' : ' messageSetStatusCode="0"'}>${responses.join('')}</QBXMLMsgsRs></QBXML>`;
    const known = id === undefined ? undefined : remembered.get(id);
    if (known && !faults.forgetsSets) return wrap(known);
    const responses: string[] = [];
    if (id !== undefined) remembered.set(id, responses);
    let failed = false;
    let done = 0;
    for (const request of set.children) {
      const type = request.name.replace(/(?:Add|Mod|Query)Rq$/, '');
      const text = write(request);
      const refusal = [...faults.refuse].find(([part]) => text.includes(part))?.[1];
      let response: string;
      if (failed && set.attributes['onError'] === 'stopOnError')
        response = respond(request, 3231, '', { message: 'The request has not been processed.' });
      else if (refusal) response = respond(request, refusal.code, '', { message: refusal.message });
      else if (request.name.endsWith('AddRq')) response = add(request, type);
      else if (request.name.endsWith('ModRq')) response = mod(request, type);
      else if (request.name === 'TxnVoidRq') response = end(request, 'Void');
      else if (request.name === 'TxnDelRq') response = end(request, 'Del');
      else response = query(request, type);
      failed ||= !/statusCode="(?:0|1)"/.test(response);
      if (!faults.dropResponses.has(request.attributes['requestID']?.split('.')[1] ?? ''))
        responses.push(response);
      done += 1;
      if (
        faults.dieAfter !== null &&
        id !== undefined &&
        set.children.length > 1 &&
        done >= faults.dieAfter
      ) {
        faults.dieAfter = null;
        throw new Error('0x8004041C');
      }
    }
    return wrap(responses);
  };
  return {
    file,
    faults,
    things,
    executed,
    execute,
    deleted,
    hcp: (): string =>
      `<QBXML><QBXMLMsgsRs><HostQueryRs statusCode="0"><HostRet><Country>US</Country></HostRet></HostQueryRs><CompanyQueryRs statusCode="0">${companyRet()}</CompanyQueryRs></QBXMLMsgsRs></QBXML>`,
    /** As it is now, to be put back later. */
    backup: () => {
      const copy = things.map((thing) => ({ ...thing, fields: [...thing.fields] }));
      return () => {
        things.splice(0, things.length, ...copy.map((thing) => ({ ...thing })));
        remembered.clear();
      };
    },
  };
};
export type QuickBooks = ReturnType<typeof createQuickBooks>;
