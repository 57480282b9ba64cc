import { describe, expect, it } from 'vitest';
import {
  customerAdd,
  invoiceAdd,
  line,
  NO_TAX,
  statuses,
  textIn,
  tickingCompany,
} from '../sample-requests.features.js';

const DOLLARS = '<CurrencyRef><FullName>US Dollar</FullName></CurrencyRef>';
const RECEIVABLES = '<ARAccountRef><FullName>Receivables USD</FullName></ARAccountRef>';
const RATE = '<ExchangeRate>0.92</ExchangeRate>';
const poster = line('Poster', '<Amount>10.00</Amount>', 'Non');

const ofSeveral = () =>
  tickingCompany({
    seed: {
      currencies: [
        ['Euro', 'EUR'],
        ['US Dollar', 'USD'],
      ],
      foreignAccounts: [['Receivables USD', 'AccountsReceivable', 'US Dollar']],
    },
  });

describe('a company file of one currency', () => {
  it('knows neither currencies nor rates', () => {
    const { send } = tickingCompany();
    expect(textIn(send('<PreferencesQueryRq/>'), 'IsMultiCurrencyOn')).toBe('false');
    expect(statuses(send(customerAdd('Ada', DOLLARS)))).toEqual([3250]);
    expect(statuses(send(invoiceAdd(poster, NO_TAX + RATE)))).toEqual([3250]);
  });
});

describe('a company file of several currencies', () => {
  it('says so, and which is its own', () => {
    const answer = ofSeveral().send('<PreferencesQueryRq/>');
    expect(textIn(answer, 'IsMultiCurrencyOn')).toBe('true');
    expect(answer).toMatch(/<HomeCurrencyRef>.*<FullName>Euro<\/FullName><\/HomeCurrencyRef>/);
  });

  it('has documents in the currency of their customer, to an account of that currency', () => {
    const { send, file } = ofSeveral();
    send(customerAdd('Ada', DOLLARS));
    const answer = send(invoiceAdd(poster, RECEIVABLES + NO_TAX + RATE, 'Ada'));
    expect(answer).toContain('<FullName>US Dollar</FullName>');
    expect(textIn(answer, 'ExchangeRate')).toBe('0.92');
    expect(file.inspect.documents('Invoice')[0]?.totalCents).toBe(1_000);
    expect(textIn(send(invoiceAdd(poster, NO_TAX)), 'ExchangeRate')).toBe('1');
  });

  it.each([
    ['a customer of another currency than the account', 'Harbor Cafe', RECEIVABLES],
    ['an account of another currency than the customer', 'Ada', ''],
    ['a rate for its own currency', 'Harbor Cafe', RATE],
  ])('refuses %s', (_, name, header) => {
    const { send } = ofSeveral();
    send(customerAdd('Ada', DOLLARS));
    const head = header === RATE ? NO_TAX + RATE : header + NO_TAX;
    expect(statuses(send(invoiceAdd(poster, head, name)))).toEqual([3210]);
  });

  it('leaves a customer its currency for ever', () => {
    const { send } = ofSeveral();
    const made = send(customerAdd('Ada', DOLLARS));
    const mod = `<CustomerModRq><CustomerMod><ListID>${textIn(made, 'ListID')}</ListID><EditSequence>${textIn(made, 'EditSequence')}</EditSequence><CurrencyRef><FullName>Euro</FullName></CurrencyRef></CustomerMod></CustomerModRq>`;
    expect(statuses(send(mod))).toEqual([3210]);
  });
});
