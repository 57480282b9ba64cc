import type { Field, Fields } from '../fields.js';
import { textOf, textsOf } from '../fields.js';
import type { Ledger } from '../ledger/ledger.js';
import { expandReferences } from '../ledger/references.js';
import type { DataExt } from '../ledger/records.js';
import { writeElement } from '../xml/write-xml.js';

/** Writes one object of an answer: known elements in their order, only the wanted ones. */
export function writeAnswer(
  ledger: Ledger,
  object: { readonly name: string; readonly order: string; readonly fields: Fields },
  request: Fields = {},
): string {
  const wanted = textsOf(request, 'IncludeRetElement');
  const fields = expandReferences(ledger, object.fields);
  const names = object.order
    .split(' ')
    .filter((name) => wanted.length === 0 || wanted.includes(name));
  const ordered: Record<string, Field> = {};
  for (const name of names) {
    const field = fields[name];
    if (field !== undefined && field !== '') ordered[name] = field;
  }
  return writeElement(object.name, ordered);
}

/** The data extensions that a request asked for by OwnerID. */
export function dataExtRets(exts: Iterable<DataExt>, request: Fields): readonly Fields[] {
  const owners = new Set(textsOf(request, 'OwnerID').map((owner) => owner.toLowerCase()));
  return [...exts]
    .filter((ext) => owners.has(ext.ownerId.toLowerCase()))
    .map((ext) => ({
      OwnerID: ext.ownerId,
      DataExtName: ext.name,
      DataExtType: ext.type,
      DataExtValue: ext.value,
    }));
}

/** An address as QuickBooks prints it, in at most five lines. */
export function addressBlock(address: Fields | undefined): Fields | undefined {
  if (address === undefined) return undefined;
  const part = (name: string): string => textOf(address, name) ?? '';
  const place = [[part('City'), part('State')].filter(Boolean).join(', '), part('PostalCode')];
  const lines = [
    ...['Addr1', 'Addr2', 'Addr3', 'Addr4', 'Addr5'].map(part),
    place.filter(Boolean).join(' '),
    part('Country'),
  ].filter(Boolean);
  return Object.fromEntries(
    lines.slice(0, 5).map((line, index) => [`Addr${index + 1}`, line.slice(0, 41)]),
  );
}
