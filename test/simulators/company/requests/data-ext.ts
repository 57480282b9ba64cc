import { groupOf, textOf, textsOf, type Fields } from '../fields.js';
import type { CompanyRecord, DataExt } from '../ledger/records.js';
import { settleReferences } from '../ledger/references.js';
import { StatusError } from '../status-error.js';
import { writeElement } from '../xml/write-xml.js';
import { notFound, refuseUnplayed, type Handler, type RequestContext } from './request.js';

/** The handler of DataExtDefAdd. */
export const defineDataExt: Handler = ({ ledger }, request) => {
  const body = groupOf(request.fields, 'DataExtDefAdd') ?? {};
  const { ownerId, name } = keyOf(body);
  const type = textOf(body, 'DataExtType') ?? '';
  const key = definitionKey(body);
  if (ledger.definitions.has(key)) {
    throw new StatusError(3100, `The name "${name}" of the list element is already in use.`);
  }
  const assignedTo = textsOf(body, 'AssignToObject');
  ledger.keep({ table: 'definition', key, value: { ownerId, name, type, assignedTo } });
  const content = writeElement('DataExtDefRet', {
    OwnerID: ownerId,
    DataExtName: name,
    DataExtType: type,
    AssignToObject: assignedTo,
  });
  return { content };
};

/** The handler of DataExtAdd and DataExtMod: writes a value on the company or on an object. */
export function writeDataExt(verb: 'Add' | 'Mod'): Handler {
  return (context, request) => {
    const body = groupOf(request.fields, `DataExt${verb}`) ?? {};
    const definition = context.ledger.definitions.get(definitionKey(body));
    if (definition === undefined) throw notFound(keyOf(body).name);
    const ext = {
      ...keyOf(body),
      type: definition.type,
      value: textOf(body, 'DataExtValue') ?? '',
    };
    if (ext.value.length > (ext.type === 'STR255TYPE' ? 255 : 1024)) {
      throw new StatusError(
        3070,
        `The string "${ext.value}" in the field "DataExtValue" is too long.`,
      );
    }
    if ('OtherDataExtType' in body) writeOnCompany(context, verb, ext);
    else writeOnRecord(context, targetOf(context, body), { verb, ext });
    const content = writeElement('DataExtRet', {
      OwnerID: ext.ownerId,
      DataExtName: ext.name,
      DataExtType: ext.type,
      DataExtValue: ext.value,
    });
    return { content };
  };
}

function writeOnCompany({ ledger }: RequestContext, verb: 'Add' | 'Mod', ext: DataExt): void {
  const key = extKey(ext);
  if (verb === 'Mod' && !ledger.companyExts.has(key)) throw notFound(ext.name);
  ledger.keep({ table: 'companyExt', key, value: ext });
}

function writeOnRecord(
  { ledger }: RequestContext,
  record: CompanyRecord,
  { verb, ext }: { verb: 'Add' | 'Mod'; ext: DataExt },
): void {
  const others = record.dataExts.filter((one) => extKey(one) !== extKey(ext));
  if (verb === 'Mod' && others.length === record.dataExts.length) throw notFound(ext.name);
  ledger.put({ ...record, dataExts: [...others, ext] });
}

function targetOf({ ledger }: RequestContext, body: Fields): CompanyRecord {
  if (textOf(body, 'TxnLineID') !== undefined) refuseUnplayed('a data extension on a line');
  const txnId = textOf(body, 'TxnID');
  if (txnId !== undefined) return ledger.transaction(txnId) ?? unknown(txnId);
  const type = textOf(body, 'ListDataExtType') ?? '';
  const scope = { document: 'DataExt', parents: [] };
  const name = type === 'Account' ? 'AccountRef' : type === 'Item' ? 'ItemRef' : 'CustomerRef';
  if (type !== 'Account' && type !== 'Item' && type !== 'Customer') refuseUnplayed(type);
  const settled = settleReferences(ledger, { [name]: groupOf(body, 'ListObjRef') ?? {} }, scope);
  const id = textOf(groupOf(settled, name) ?? {}, 'ListID') ?? '';
  return ledger.list(id) ?? unknown(id);
}

function keyOf(body: Fields): { ownerId: string; name: string } {
  return { ownerId: textOf(body, 'OwnerID') ?? '', name: textOf(body, 'DataExtName') ?? '' };
}

function definitionKey(body: Fields): string {
  return extKey(keyOf(body));
}

function extKey({ ownerId, name }: { ownerId: string; name: string }): string {
  return `${ownerId}|${name}`.toLowerCase();
}

function unknown(id: string): never {
  throw notFound(id);
}
