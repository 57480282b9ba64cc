import { sha256Hex } from '@ml-connector/kernel';
import { nodesAt, textAt, type QbAnswer, type QbFields, type QbRequest } from '@ml-connector/qbxml';

/** How a company file introduces itself. */
export interface Identity {
  readonly companyName: string;
  readonly isSample: boolean;
  /** The FileID stamped on it under the product's OwnerID, `null` where there is none. */
  readonly stamp: string | null;
  /** Tells the computers of an office apart, without their names; `null` where the Web Connector does not say. */
  readonly computer: string | null;
  /** US, CA, …; `null` where QuickBooks does not say. */
  readonly country: string | null;
  readonly preferences: QbFields | null;
}

/** What is asked where the Web Connector did not bring the answers by itself. */
export const identityRequests = (ownerId: string): readonly QbRequest[] => [
  { type: 'HostQuery', fields: {} },
  { type: 'CompanyQuery', fields: { OwnerID: ownerId } },
  { type: 'PreferencesQuery', fields: {} },
];

/** @returns `null` if the answer does not say which company it is. */
export const readIdentity = (answer: QbAnswer, ownerId: string): Identity | null => {
  const company = retOf(answer, 'CompanyRet');
  const companyName = company && textAt(company, 'CompanyName');
  if (!company || companyName === undefined || companyName === '') return null;
  const host = retOf(answer, 'HostRet');
  return {
    companyName,
    isSample: textAt(company, 'IsSampleCompany') === 'true',
    stamp: dataOf(company, { name: 'FileID', ownerId }),
    computer: computerIn(dataOf(company, { name: 'AppLock', ownerId })),
    country: (host && textAt(host, 'Country')) ?? null,
    preferences: retOf(answer, 'PreferencesRet') ?? null,
  };
};

const retOf = (answer: QbAnswer, type: string): QbFields | undefined =>
  answer.responses.flatMap(({ rets }) => rets).find((ret) => ret.type === type)?.fields;

const dataOf = (
  company: QbFields,
  { name, ownerId }: { readonly name: string; readonly ownerId: string },
): string | null => {
  const extension = nodesAt(company, 'DataExtRet').find(
    (data) =>
      textAt(data, 'DataExtName') === name && sameGuid(textAt(data, 'OwnerID') ?? ownerId, ownerId),
  );
  return (extension && textAt(extension, 'DataExtValue')) ?? null;
};

/** The Web Connector writes `LOCKED:<computer>:<ticks>` into the company file while it updates. */
const computerIn = (lock: string | null): string | null => {
  const name = lock === null ? undefined : /^LOCKED:([^:]{1,64}):/.exec(lock)?.[1];
  return name === undefined ? null : sha256Hex(name.toLowerCase()).slice(0, 16);
};

export const sameGuid = (one: string, other: string): boolean => bare(one) === bare(other);

const bare = (guid: string): string => guid.replace(/[{}\s]/g, '').toLowerCase();
