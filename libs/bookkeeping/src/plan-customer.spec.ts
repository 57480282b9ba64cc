import type { RulesInput } from '@ml-connector/connections';
import { describe, expect, it } from 'vitest';
import { capturedOrders } from './captured-orders.features.js';
import { customerNames } from './customer-name.js';
import { type Claims, chooseCustomer, nameClaim, planCustomer } from './plan-customer.js';
import { customer, type SampleCompany, sampleBooks } from './sample-company.features.js';
import { profileOfOrder, sharedProfile, type ShopperProfile } from './shopper-profile.js';

const [captured] = capturedOrders();
if (!captured) throw new Error('There are no captures.');
const ada: ShopperProfile = {
  ...profileOfOrder(captured.order),
  customerId: 12,
  email: 'ada@example.test',
  firstName: 'Ada',
  lastName: 'Byron',
  postcode: '10115',
};
const guest: ShopperProfile = { ...ada, customerId: 0 };
const nobody: Claims = () => null;

const choose = (
  profile: ShopperProfile,
  company: SampleCompany = {},
  claims = nobody,
  rules: Partial<RulesInput> = {},
) => {
  const buyer = { sourceId: profile.customerId > 0 ? '12' : 'guest-1', code: 'k3f9q2' };
  const names = customerNames(profile, buyer.code);
  const choice = chooseCustomer(sampleBooks(rules, company), { buyer, profile, names, claims });
  return choice.hold ? choice.hold.code : `${choice.isAdopted ? 'takes' : 'makes'} ${choice.name}`;
};

describe('a shopper', () => {
  it('is a new customer under the own name', () => {
    expect(choose(ada)).toBe('makes Ada Byron');
  });

  it('is the customer with the e-mail address, whatever its name', () => {
    const customers = [customer('Byron Ltd', { email: 'ada@example.test' })];
    expect(choose(ada, { customers })).toBe('takes Byron Ltd');
  });

  it('is, of several with the e-mail address, the one of the same name, else nobody guesses', () => {
    const email = 'ada@example.test';
    const two = [customer('Byron Ltd', { email }), customer('ada byron', { email })];
    expect(choose(ada, { customers: two })).toBe('takes ada byron');
    const others = [customer('Byron Ltd', { email }), customer('Byron Inc', { email })];
    expect(choose(ada, { customers: others })).toBe('CUSTOMER_AMBIGUOUS');
  });

  it('is the customer of the same name and postcode that has no e-mail address', () => {
    const customers = [customer('Ada Byron', { postcode: '10 115' })];
    expect(choose(ada, { customers })).toBe('takes Ada Byron');
  });

  it.each([
    ['lives elsewhere', { postcode: '20095' }],
    ['has another e-mail address', { postcode: '10115', email: 'other@example.test' }],
    ['is inactive', { postcode: '10115', isActive: false }],
    ['is a job', { postcode: '10115', fullName: 'Lovelace:Ada Byron' }],
  ])('is not the customer of the same name who %s', (_, fields) => {
    const customers = [customer('Ada Byron', fields)];
    expect(choose(ada, { customers })).toBe('makes Ada Byron (#12)');
  });

  it('does not take the customer that another shopper has taken', () => {
    const customers = [customer('Ada Byron', { postcode: '10115' })];
    const claims: Claims = (claim) => (claim.startsWith('list|') ? '99' : null);
    expect(choose(ada, { customers }, claims)).toBe('makes Ada Byron (#12)');
  });

  it('shares its name with no vendor and no other shopper, and says how they differ', () => {
    expect(choose(ada, { vendors: ['ADA BYRON'] })).toBe('makes Ada Byron (#12)');
    const claims: Claims = (claim) => (claim === nameClaim('Ada Byron') ? '99' : null);
    expect(choose(guest, {}, claims)).toBe('makes Ada Byron (k3f9q2)');
  });

  it('is found only in the ways that the rules name, in their order', () => {
    const customers = [
      customer('Ada Byron', { postcode: '10115' }),
      customer('Byron Ltd', { email: 'ada@example.test' }),
    ];
    const by = (matchCustomers: RulesInput['matchCustomers']) =>
      choose(ada, { customers }, nobody, { matchCustomers });
    expect(by(['email', 'name-and-postcode'])).toBe('takes Byron Ltd');
    expect(by(['name-and-postcode', 'email'])).toBe('takes Ada Byron');
    expect(by(['name-and-postcode'])).toBe('takes Ada Byron');
    expect(by([])).toBe('makes Ada Byron (#12)');
  });

  it('keeps the name that it took itself before', () => {
    const claims: Claims = () => '12';
    expect(choose(ada, { customers: [customer('Ada Byron', {})] }, claims)).toBe('makes Ada Byron');
  });

  it('is held where every name is taken, and before the lists are read', () => {
    const vendors = customerNames(ada, 'k3f9q2');
    expect(choose(ada, { vendors })).toBe('CUSTOMER_NAME_TAKEN');
    expect(choose(ada, { facts: { isRead: false } })).toBe('COMPANY_NOT_READ');
  });
});

describe('the name of a customer', () => {
  it.each([
    [{}, 'Ada Byron'],
    [{ firstName: '', lastName: '', company: 'Byron:Ltd' }, 'Byron-Ltd'],
    [{ firstName: '', lastName: '', company: '' }, 'ada@example.test'],
    [{ firstName: '', lastName: '', company: '', email: '' }, 'Guest'],
  ])('%o is %s', (fields, name) => {
    expect(customerNames({ ...ada, ...fields }, 'k3f9q2')[0]).toBe(name);
  });

  it('fits into 41 characters with what tells two apart', () => {
    const long = { ...ada, firstName: 'A'.repeat(25), lastName: 'B'.repeat(25) };
    const [name, marked] = customerNames(long, 'k3f9q2');
    expect(name).toHaveLength(41);
    expect(marked).toMatch(/^A+ B+ \(#12\)$/);
    expect(marked?.length).toBeLessThanOrEqual(41);
  });
});

describe('the customer as a posting', () => {
  const books = sampleBooks();

  it('that was taken says what would be made were it gone', () => {
    const choice = { name: 'Byron Ltd', isAdopted: true, adopt: customer('Byron Ltd') };
    const planned = planCustomer(books, { sourceId: '12', code: '' }, { profile: ada, choice });
    expect(planned.fields).toMatchObject({ Name: 'Ada Byron', Email: 'ada@example.test' });
    expect(planned.adopt).toMatchObject({ type: 'Customer', listId: 'CUS-Byron-Ltd' });
  });

  it('keeps what a person typed: only the addresses of one that was taken may follow the shop', () => {
    const choice = { name: 'Byron Ltd', isAdopted: true, adopt: null };
    const planned = planCustomer(books, { sourceId: '12', code: '' }, { profile: ada, choice });
    expect(Object.keys(planned.fields)).toEqual(['BillAddress', 'ShipAddress']);
  });

  it('leaves out an e-mail address that QuickBooks could not keep', () => {
    const choice = { name: 'Ada', isAdopted: false, adopt: null };
    const profile = { ...ada, email: 'ädä@example.test' };
    const planned = planCustomer(books, { sourceId: '12', code: '' }, { profile, choice });
    expect(planned.fields).not.toHaveProperty('Email');
    expect(planned.fields).toMatchObject({ FirstName: 'Ada' });
  });

  it('for all guests says nothing of any of them', () => {
    const profile = sharedProfile('Web customers', ada.toldAt);
    const choice = { name: 'Web customers', isAdopted: false, adopt: null };
    const buyer = { sourceId: 'guests', code: '' };
    expect(planCustomer(books, buyer, { profile, choice }).fields).toEqual({
      Name: 'Web customers',
    });
  });
});
