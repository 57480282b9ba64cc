import { describe, expect, it } from 'vitest';
import { customerAdd, message, statuses, tickingCompany } from './sample-requests.features.js';

const withIds = (fresh?: string, old?: string): string =>
  `onError="stopOnError"${fresh === undefined ? '' : ` newMessageSetID="${fresh}"`}${old === undefined ? '' : ` oldMessageSetID="${old}"`}`;

function setStatus(answer: string): string | undefined {
  return /messageSetStatusCode="(\d+)"/.exec(answer)?.[1];
}

describe('the memory of message sets', () => {
  it('is not spoken of where no id was given', () => {
    expect(setStatus(tickingCompany().send(customerAdd('A')))).toBeUndefined();
  });

  it('tells the stored status of a repeated set, failures too, and executes nothing', () => {
    const { send, file } = tickingCompany();
    const requests = customerAdd('A') + customerAdd('Mike Smith') + customerAdd('B');
    send(requests, withIds('s1'));
    const repeated = send(requests, withIds('s1'));
    expect(statuses(repeated)).toEqual([0, 3100, 3231]);
    expect(setStatus(repeated)).toBe('0');
    expect(repeated).toContain(
      `<ErrorRecovery><ListID>${file.inspect.named('Customer', 'A')?.listId}</ListID>`,
    );
    expect(file.inspect.named('Customer', 'B')).toBeUndefined();
  });

  it('refuses other content under a stored id with 9001', () => {
    const { send, file } = tickingCompany();
    send(customerAdd('A'), withIds('s1'));
    expect(setStatus(send(customerAdd('B'), withIds('s1')))).toBe('9001');
    expect(file.inspect.named('Customer', 'B')).toBeUndefined();
  });

  it('refuses an id of more than 23 characters with 9004 and executes nothing', () => {
    const { send, file } = tickingCompany();
    expect(setStatus(send(customerAdd('A'), withIds('x'.repeat(24))))).toBe('9004');
    expect(file.inspect.named('Customer', 'A')).toBeUndefined();
    expect(setStatus(send(customerAdd('A'), withIds('x'.repeat(23))))).toBe('0');
  });

  it('checks the status of an id given as both new and old, 9002 where nothing is stored', () => {
    const { send } = tickingCompany();
    expect(setStatus(send(customerAdd('A'), withIds('s1', 's1')))).toBe('9002');
    send(customerAdd('A'), withIds('s1'));
    expect(statuses(send(customerAdd('A'), withIds('s1', 's1')))).toEqual([0]);
  });

  it('clears the old id when a new set is executed', () => {
    const { send } = tickingCompany();
    send(customerAdd('A'), withIds('s1'));
    send(customerAdd('B'), withIds('s2', 's1'));
    expect(setStatus(send('', withIds(undefined, 's1')))).toBe('600');
    expect(setStatus(send('', withIds(undefined, 's2')))).toBe('0');
  });

  it('executes again what it was told to forget', () => {
    const { send, file } = tickingCompany();
    send(customerAdd('A'), withIds('s1'));
    file.forgetMessageSets();
    expect(statuses(send(customerAdd('A'), withIds('s1')))).toEqual([3100]);
  });

  it('clears every set of the application by ClearAllMessageSets', () => {
    const { send } = tickingCompany();
    send(customerAdd('A'), withIds('s1'));
    send('', withIds(undefined, 'ClearAllMessageSets'));
    expect(statuses(send(customerAdd('A'), withIds('s1')))).toEqual([3100]);
  });

  it('is kept per application', () => {
    const { file, send } = tickingCompany();
    send(customerAdd('A'), withIds('s1'));
    const other = file.openSession({ application: 'other program' });
    expect(statuses(other.processRequest(message(customerAdd('A'), withIds('s1'))))).toEqual([
      3100,
    ]);
  });

  it('does not remember a set that a crash cut short', () => {
    const { send, file } = tickingCompany();
    const requests = customerAdd('A') + customerAdd('B');
    file.faults.crashAfterRequests = 1;
    expect(() => send(requests, withIds('s1'))).toThrow('server threw');
    expect(statuses(send(requests, withIds('s1')))).toEqual([3100, 3231]);
  });

  it('remembers a set whose answer was lost after all of it ran', () => {
    const { send, file } = tickingCompany();
    file.faults.crashAfterRequests = 'all';
    expect(() => send(customerAdd('A'), withIds('s1'))).toThrow('server threw');
    expect(statuses(send(customerAdd('A'), withIds('s1')))).toEqual([0]);
  });
});
