import { describe, expect, it } from 'vitest';
import {
  customerAdd,
  message,
  statuses,
  textIn,
  tickingCompany,
} from '../sample-requests.features.js';

const SALES = '<AccountRef><FullName>Sales</FullName></AccountRef>';

function item(kind: string, name: string, rest: string): string {
  return `<Item${kind}AddRq><Item${kind}Add><Name>${name}</Name>${rest}</Item${kind}Add></Item${kind}AddRq>`;
}

function names(answer: string): string[] {
  return [...answer.matchAll(/<Name>([^<]*)</g)].map((match) => match[1] ?? '');
}

describe('a name', () => {
  it.each([
    ['customer', customerAdd('HARBOR CAFE')],
    ['vendor', customerAdd('paper supply co')],
    ['employee', customerAdd('Dana Reed')],
    ['other name', customerAdd('Petty Cash Box')],
    [
      'customer, for another name',
      '<OtherNameAddRq><OtherNameAdd><Name>harbor cafe</Name></OtherNameAdd></OtherNameAddRq>',
    ],
    ['item of any type', item('Service', 'mug-01', `<SalesOrPurchase>${SALES}</SalesOrPurchase>`)],
  ])('in use by a %s is refused with 3100', (_, request) => {
    expect(statuses(tickingCompany().send(request))).toEqual([3100]);
  });

  it('with a colon is refused, and one without anything', () => {
    const { send } = tickingCompany();
    expect(statuses(send(customerAdd('A:B')))).toEqual([3210]);
    expect(statuses(send(customerAdd('  ')))).toEqual([3150]);
  });

  it('may stand again under a parent', () => {
    const { send } = tickingCompany();
    const parent = '<ParentRef><FullName>Harbor Cafe</FullName></ParentRef>';
    expect(textIn(send(customerAdd('Walk-in Customer', parent)), 'FullName')).toBe(
      'Harbor Cafe:Walk-in Customer',
    );
    expect(statuses(send(customerAdd('Walk-in Customer', parent)))).toEqual([3100]);
  });

  it('under an unknown parent is refused with 3130', () => {
    const parent = '<ParentRef><FullName>Nobody</FullName></ParentRef>';
    expect(statuses(tickingCompany().send(customerAdd('Kiosk', parent)))).toEqual([3130]);
  });

  it('of a child follows the name of its parent', () => {
    const { send, file } = tickingCompany();
    send(customerAdd('Kiosk', '<ParentRef><FullName>Harbor Cafe</FullName></ParentRef>'));
    const parent = file.inspect.named('Customer', 'Harbor Cafe')?.listId ?? '';
    file.person.renameListObject(parent, 'Harbour');
    expect(file.inspect.named('Customer', 'Harbour:Kiosk')?.name).toBe('Kiosk');
  });
});

describe('an item', () => {
  it.each([
    [
      3270,
      'no account',
      item('NonInventory', 'X', '<SalesOrPurchase><Price>1.00</Price></SalesOrPurchase>'),
    ],
    [3270, 'nothing at all', item('OtherCharge', 'X', '')],
    [3270, 'no account for its discount', item('Discount', 'X', '')],
    [3150, 'no agency for its tax', item('SalesTax', 'X', '<TaxRate>5</TaxRate>')],
    [
      3140,
      'an unknown account',
      item(
        'Service',
        'X',
        '<SalesOrPurchase><AccountRef><FullName>Nope</FullName></AccountRef></SalesOrPurchase>',
      ),
    ],
  ])('is refused with %i with %s', (status, _, request) => {
    expect(statuses(tickingCompany().send(request))).toEqual([status]);
  });

  it('is added with what it needs', () => {
    const { send, file } = tickingCompany();
    const answer = send(
      item(
        'OtherCharge',
        'Web Shipping',
        `<SalesTaxCodeRef><FullName>Non</FullName></SalesTaxCodeRef><SalesOrPurchase>${SALES}</SalesOrPurchase>`,
      ) +
        item(
          'SalesTax',
          'Web No Tax',
          '<TaxRate>0</TaxRate><TaxVendorRef><FullName>State Board of Equalization</FullName></TaxVendorRef>',
        ) +
        item('Discount', 'Web Discount', SALES),
    );
    expect(statuses(answer)).toEqual([0, 0, 0]);
    expect(file.inspect.named('ItemSalesTax', 'Web No Tax')).toBeDefined();
  });
});

describe('a change of a list object', () => {
  const mod = (id: string, edit: string, rest: string): string =>
    `<CustomerModRq><CustomerMod><ListID>${id}</ListID><EditSequence>${edit}</EditSequence>${rest}</CustomerMod></CustomerModRq>`;
  function anna() {
    const company = tickingCompany();
    const view = () =>
      company.file.inspect.lists('Customer').find(({ fields }) => fields['FirstName'] === 'Anna');
    return { ...company, view, id: view()?.listId ?? '', edit: view()?.editSequence ?? '' };
  }

  it('keeps what it does not name, clears what is empty and moves the EditSequence', () => {
    const { send, id, edit, view } = anna();
    send(mod(id, edit, '<Phone></Phone><Email>new@example.com</Email>'));
    expect(view()?.fields).toMatchObject({ FirstName: 'Anna', Email: 'new@example.com' });
    expect(view()?.fields).not.toHaveProperty('Phone');
    expect(view()?.editSequence).toBe('1795514400');
  });

  it('with the same content moves the EditSequence as well, once a second', () => {
    const { send, id, edit, view, tick } = anna();
    send(mod(id, edit, ''));
    const first = view()?.editSequence ?? '';
    send(mod(id, first, ''));
    expect(view()?.editSequence).toBe(first);
    tick(1);
    send(mod(id, first, ''));
    expect(view()?.editSequence).toBe(String(Number(first) + 1));
  });

  it.each([
    [3200, (id: string) => mod(id, '1', '')],
    [3120, () => mod('80FFFFFF-1', '1', '')],
    [3100, (id: string, edit: string) => mod(id, edit, '<Name>Mike Smith</Name>')],
    [
      3250,
      (id: string, edit: string) =>
        mod(id, edit, '<CurrencyRef><FullName>Euro</FullName></CurrencyRef>'),
    ],
  ])('is refused with %i', (status, request) => {
    const { send, id, edit } = anna();
    expect(statuses(send(request(id, edit)))).toEqual([status]);
  });
});

describe('a list query', () => {
  it('finds by name and tells by 500 what is missing', () => {
    const { send } = tickingCompany();
    const answer = send(
      '<CustomerQueryRq><FullName>harbor cafe</FullName><FullName>Nobody</FullName></CustomerQueryRq>',
    );
    expect(names(answer)).toEqual(['Harbor Cafe']);
    expect(statuses(answer)).toEqual([500]);
  });

  it.each([
    [
      '<NameFilter><MatchCriterion>StartsWith</MatchCriterion><Name>har</Name></NameFilter>',
      ['Harbor Cafe'],
    ],
    [
      '<NameFilter><MatchCriterion>EndsWith</MatchCriterion><Name>CUSTOMER</Name></NameFilter>',
      ['Walk-in Customer'],
    ],
    [
      '<NameFilter><MatchCriterion>Contains</MatchCriterion><Name>, a</Name></NameFilter>',
      ['Lee, Anna'],
    ],
    [
      '<NameRangeFilter><FromName>H</FromName><ToName>M</ToName></NameRangeFilter>',
      ['Harbor Cafe', 'Lee, Anna'],
    ],
    ['<ActiveStatus>InactiveOnly</ActiveStatus>', []],
    ['<MaxReturned>1</MaxReturned>', ['Walk-in Customer']],
    ['<FromModifiedDate>2026-11-24</FromModifiedDate>', []],
    [
      '<ToModifiedDate>2026-08-26T02:00:00-08:00</ToModifiedDate>',
      ['Walk-in Customer', 'Harbor Cafe', 'Lee, Anna'],
    ],
    ['<ToModifiedDate>2026-08-26T01:59:59-08:00</ToModifiedDate>', []],
  ])('filters by %s', (filter, expected) => {
    expect(names(tickingCompany().send(`<CustomerQueryRq>${filter}</CustomerQueryRq>`))).toEqual(
      expected,
    );
  });

  it('misses an hour while QuickBooks misreads its times', () => {
    const { send, file } = tickingCompany();
    const query =
      '<CustomerQueryRq><FromModifiedDate>2026-08-26T02:00:00-08:00</FromModifiedDate></CustomerQueryRq>';
    expect(names(send(query))).toHaveLength(3);
    file.clock.filterErrorSeconds = 3600;
    expect(names(send(query))).toEqual([]);
  });

  it('over entities mixes the name lists', () => {
    const answer = tickingCompany().send('<EntityQueryRq></EntityQueryRq>');
    expect(answer).toMatch(/<CustomerRet>.*<VendorRet>.*<EmployeeRet>.*<OtherNameRet>/);
  });

  it('returns only the wanted elements', () => {
    const answer = tickingCompany().send(
      '<CustomerQueryRq><FullName>Harbor Cafe</FullName><IncludeRetElement>Name</IncludeRetElement></CustomerQueryRq>',
    );
    expect(answer).toContain('<CustomerRet><Name>Harbor Cafe</Name></CustomerRet>');
  });

  it('filters accounts by type', () => {
    const answer = tickingCompany().send(
      '<AccountQueryRq><AccountType>AccountsReceivable</AccountType><AccountType>OtherIncome</AccountType></AccountQueryRq>',
    );
    expect(names(answer)).toEqual(['Accounts Receivable', 'Other Income']);
  });
});

describe('an iterator', () => {
  const first = '<CustomerQueryRq iterator="Start"><MaxReturned>2</MaxReturned></CustomerQueryRq>';
  const next = (id: string): string =>
    `<CustomerQueryRq iterator="Continue" iteratorID="${id}"><MaxReturned>2</MaxReturned></CustomerQueryRq>`;
  const idOf = (answer: string): string => /iteratorID="([^"]*)"/.exec(answer)?.[1] ?? '';

  it('pages through a list and counts what remains', () => {
    const { send } = tickingCompany();
    const start = send(first);
    const end = send(next(idOf(start)));
    expect([names(start).length, names(end).length]).toEqual([2, 1]);
    expect([start, end].map((one) => /iteratorRemainingCount="(\d+)"/.exec(one)?.[1])).toEqual([
      '1',
      '0',
    ]);
  });

  it('ends with its session', () => {
    const { file } = tickingCompany();
    const id = idOf(file.openSession({ application: 'a' }).processRequest(message(first)));
    expect(
      statuses(file.openSession({ application: 'a' }).processRequest(message(next(id)))),
    ).toEqual([3035]);
  });

  it('ends when it is stopped', () => {
    const { send } = tickingCompany();
    const id = idOf(send(first));
    send(next(id).replace('Continue', 'Stop'));
    expect(statuses(send(next(id)))).toEqual([3035]);
  });
});
