import type { Fields } from '../fields.js';
import type { NAME_KINDS } from '../ledger/records.js';

/** A name that a person typed in by hand. */
export interface SampleName {
  readonly kind: (typeof NAME_KINDS)[number];
  readonly name: string;
  /** Named as in the answers. */
  readonly fields?: Fields;
}

export const SAMPLE_NAMES: readonly SampleName[] = [
  { kind: 'Vendor', name: 'State Board of Equalization', fields: { IsSalesTaxAgency: 'true' } },
  { kind: 'Vendor', name: 'Mike Smith', fields: { FirstName: 'Mike', LastName: 'Smith' } },
  { kind: 'Vendor', name: 'Paper Supply Co', fields: { CompanyName: 'Paper Supply Co' } },
  { kind: 'Employee', name: 'Dana Reed', fields: { FirstName: 'Dana', LastName: 'Reed' } },
  { kind: 'OtherName', name: 'Petty Cash Box' },
  {
    kind: 'Customer',
    name: 'Walk-in Customer',
    fields: { Notes: 'Counter sales' },
  },
  {
    kind: 'Customer',
    name: 'Harbor Cafe',
    fields: {
      CompanyName: 'Harbor Cafe',
      Email: 'orders@harborcafe.example',
      BillAddress: {
        Addr1: 'Harbor Cafe',
        Addr2: '3 Pier Street',
        City: 'Bayshore',
        State: 'CA',
        PostalCode: '94326',
      },
    },
  },
  {
    kind: 'Customer',
    name: 'Lee, Anna',
    fields: {
      FirstName: 'Anna',
      LastName: 'Lee',
      Email: 'anna.lee@example.com',
      Phone: '555-0142',
    },
  },
];
