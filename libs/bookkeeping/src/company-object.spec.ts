import { listObjectSeen, makeEvent } from '@ml-connector/contracts';
import { sha256Hex } from '@ml-connector/kernel';
import { describe, expect, it } from 'vitest';
import { companyObjectOf, emailKey, entityNameKey, goneObject } from './company-object.js';
import { readQbJson } from './qb-json.js';

const hash = (content: string): string => sha256Hex(`key ${content}`);
const seen = (list: 'Customer' | 'Item' | 'Vendor', retType: string) =>
  makeEvent(listObjectSeen, {
    id: 'e-1',
    connectionId: 'c-1',
    key: 'c-1|list|L-1',
    occurredAt: '2026-01-01T00:00:00.000Z',
    recordedAt: '2026-01-01T00:00:00.000Z',
    correlationId: 'e-1',
    causationId: 'e-1',
    data: { list, listId: 'L-1', retType, editSequence: '5', isActive: true, payload: 'sealed' },
  });

describe('a list object of the company file', () => {
  it('of a person is found by keyed hashes only', () => {
    const fields = { Name: 'Ada Byron', FullName: 'Ada Byron', Email: 'ADA@example.test' };
    const object = companyObjectOf(seen('Customer', 'CustomerRet'), fields, hash);
    expect(object).toMatchObject({
      type: 'Customer',
      space: 'entity',
      nameKey: entityNameKey('ada byron', hash),
      emailKey: emailKey('ada@example.test', hash),
    });
    expect(JSON.stringify(object).toLowerCase()).not.toMatch(/byron|example/);
  });

  it('of the item list is found by name, full name and part number', () => {
    const fields = { Name: 'Shirt', FullName: 'Clothes:Shirt', ManufacturerPartNumber: 'TS-001' };
    expect(companyObjectOf(seen('Item', 'ItemInventoryRet'), fields, hash)).toMatchObject({
      type: 'ItemInventory',
      space: 'Item',
      nameKey: 'shirt',
      fullNameKey: 'clothes:shirt',
      partKey: 'ts-001',
      emailKey: null,
    });
  });

  it('that is a tax agency is marked, and one that is gone is found by nothing', () => {
    const fields = { Name: 'State Board', IsSalesTaxAgency: 'true' };
    const object = companyObjectOf(seen('Vendor', 'VendorRet'), fields, hash);
    expect(object.isTaxAgency).toBe(true);
    expect(goneObject(object)).toMatchObject({ isGone: true, nameKey: null, isTaxAgency: null });
  });
});

describe('readQbJson', () => {
  it('reads texts, elements and several of either', () => {
    const fields = { Name: 'A', Line: [{ Amount: '1.00' }, 'x'], Ref: { ListID: '1' } };
    expect(readQbJson(JSON.stringify(fields))).toEqual(fields);
  });

  it.each(['[]', '{"Name":1}', '{"Name":null}', 'no JSON'])('refuses %s', (json) => {
    expect(() => readQbJson(json)).toThrow('cannot be read');
  });
});
