import type { DocumentStore, Page } from '@ml-connector/document-store';
import { AppError, type Clock } from '@ml-connector/kernel';
import { deliverAround } from './deliver-around.js';
import type { EventLog } from './event-log.js';
import { createExclusively } from './exclusively.js';
import type { ParkedKey } from './parked-collections.js';
import { parkedRecords } from './parked-records.js';
import type { HandleBatch, KeyOfGroup, ParkingGroup } from './parking-group.js';
import { releaseKey, type ReleaseOutcome } from './release-key.js';

/**
 * Sets poison aside, by key and group: the event that cannot be handled and all later ones of its key wait in a queue of
 * small documents while everything else flows; a release hands them over in order.
 */
export interface Parking {
  /**
   * Takes over a group's work in this process, so that its keys can be released here.
   * @returns what to subscribe with; and `leave`, which ends that.
   */
  join(group: ParkingGroup): { readonly handle: HandleBatch; readonly leave: () => void };
  /** The parked keys, oldest first, by pages of at most 1,000. */
  parkedKeys(page: { readonly limit: number; readonly cursor?: string }): Promise<Page<ParkedKey>>;
  /**
   * Hands the waiting events of a key to its group, in order, and unparks it when all are handled. Events that arrive
   * meanwhile wait. After a crash it can be called again.
   * @throws AppError STATE_FORBIDS if the group does not run in this process; whatever retryable error the handler meets.
   */
  release(parked: KeyOfGroup): Promise<ReleaseOutcome>;
}

export interface ParkingOptions {
  readonly store: DocumentStore;
  readonly log: Pick<EventLog, 'read'>;
  readonly clock: Clock;
}

export const createParking = ({ store, log, clock }: ParkingOptions): Parking => {
  const records = parkedRecords(store, clock);
  const groups = new Map<string, ParkingGroup>();
  const exclusively = createExclusively();

  return {
    join(group) {
      groups.set(group.group, group);
      return {
        handle: (batch) =>
          exclusively(`${group.group}|${batch.topic}|${batch.partition}`, () =>
            deliverAround(records, group, batch),
          ),
        leave: () => {
          if (groups.get(group.group) === group) groups.delete(group.group);
        },
      };
    },
    parkedKeys: (page) => records.keys(page),
    async release(wanted) {
      const group = groups.get(wanted.group);
      if (!group) {
        throw new AppError(
          'STATE_FORBIDS',
          `The group ${wanted.group} does not run in this process.`,
        );
      }
      const parked = await records.find(wanted);
      if (!parked) return { outcome: 'not-parked' };
      return exclusively(`${wanted.group}|${wanted.topic}|${parked.partition}`, () =>
        releaseKey({ records, log, group }, wanted),
      );
    },
  };
};
