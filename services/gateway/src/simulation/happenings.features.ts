import { backUp, changeThing, deleteThing } from './company-file.features.js';
import { fieldOf, type Thing } from './company-things.features.js';
import { see } from './scene.features.js';
import type { World } from './simulated-world.features.js';

const HOUR = 3_600_000;
const ERASED = 'thanks';

/** What happens around the protocol: people, backups, the calendar. */
export const createHappenings = (world: World) => {
  const { scene, file, shop, memoErased, pass } = world;
  const { chance } = scene;
  let backup: (() => void) | null = null;
  let kept: (() => void) | null = null;

  /** Rather one of the newest: what was just made may still be in doubt. */
  const any = (fits: (thing: Thing) => boolean): Thing | undefined => {
    const things = [...file.things.values()].filter(fits);
    const among = chance.happens(0.6) ? things.slice(-2) : things;
    return among[chance.below(among.length)];
  };
  const onAny = (
    fault: number,
    fits: (thing: Thing) => boolean,
    change: (thing: Thing) => void,
  ) => {
    if (!chance.happens(fault)) return;
    const thing = any(fits);
    if (thing) change(thing);
  };
  const isDocument = ({ isTransaction }: Thing): boolean => isTransaction;
  // TxnDeletedQuery knows a document by its number only. Who erases the mark and changes the number of one document leaves nothing to know it by.
  const hasMark = (thing: Thing): boolean => isDocument(thing) && fieldOf(thing, 'Memo') !== ERASED;
  const hasNumber = (thing: Thing): boolean =>
    isDocument(thing) && fieldOf(thing, 'RefNumber')?.startsWith('R') !== true;
  const isFence = ({ type }: Thing): boolean => type === 'OtherName';

  const people = (): void => {
    const { faults } = scene;
    onAny(faults.numberEdited, hasMark, (thing) => {
      see(scene, 'a person changed a number');
      changeThing(scene, file, { thing, fields: { RefNumber: `R${chance.below(1_000)}` } });
    });
    onAny(faults.memoEdited, hasNumber, (thing) => {
      see(scene, 'a person erased a memo');
      for (const { birth } of shop.wanted) if (thing.birth.startsWith(birth)) memoErased.add(birth);
      changeThing(scene, file, { thing, fields: { Memo: ERASED } });
    });
    onAny(faults.documentTouched, isDocument, (thing) => {
      see(scene, 'a person touched a document');
      changeThing(scene, file, { thing, fields: {} });
    });
    onAny(faults.documentDeleted, hasNumber, (thing) => {
      see(scene, 'a person deleted a document');
      deleteThing(scene, file, thing);
    });
    onAny(faults.fenceTouched, isFence, (thing) => {
      see(scene, 'a person touched the fence');
      changeThing(scene, file, { thing, fields: {} });
    });
    onAny(faults.fenceRenamed, isFence, (thing) => {
      see(scene, 'a person renamed the fence');
      changeThing(scene, file, { thing, fields: { Name: `Fence ${chance.below(1_000)}` } });
    });
    onAny(faults.fenceDeleted, isFence, (thing) => {
      see(scene, 'a person deleted the fence');
      deleteThing(scene, file, thing);
    });
  };

  /**
   * Nothing can tell a file that was put back if its fence has the EditSequence that we know, for which a clock goes back:
   * decision 0027. A PC that slept with a set in hand has lost the file that it had open.
   */
  const breakOff = (): void => {
    const losesSets = scene.faults.clockSetBack > 0;
    for (const agent of world.agents) agent.breakOff({ losesSets });
  };

  const backups = (): void => {
    const { faults } = scene;
    if (faults.companyRestored > 0 && !backup && chance.happens(0.06)) {
      // QuickBooks makes no backup while it works on a set.
      for (const agent of world.agents) agent.hurry(HOUR);
      see(scene, 'the company file backed up');
      backup = backUp(file);
      pass(2_000);
    }
    if (faults.storeRestored > 0 && !kept && chance.happens(0.06)) {
      see(scene, 'our own store backed up');
      kept = world.snapshot();
    }
    if (backup && chance.happens(faults.companyRestored)) {
      for (const agent of world.agents) agent.hurry(HOUR);
      pass(61_000);
      backup();
      backup = null;
      // QuickBooks puts a file back only where nobody has it open.
      breakOff();
      see(scene, 'the company file restored');
    }
    if (kept && chance.happens(faults.storeRestored)) {
      pass(61_000);
      world.restoreStore(kept);
      kept = null;
      // A Web Connector may go on with a new process of ours.
      if (faults.clockSetBack > 0) breakOff();
    }
  };

  const calendar = (): void => {
    if (scene.faults.timeShift > 0 && chance.happens(0.1)) {
      see(scene, 'time of filters shifted');
      file.timeShift = chance.oneOf([-HOUR, 0, HOUR]);
    }
    const fence = [...file.things.values()].find(isFence);
    // Most telling while a PC sleeps with a request in hand.
    const oftener = world.agents.some((agent) => agent.isFrozen()) ? 4 : 1;
    if (fence && chance.happens(scene.faults.clockSetBack * oftener)) {
      see(scene, 'the clock of QuickBooks set back');
      file.clockAhead = fence.modifiedAt - scene.now;
    }
    if (chance.happens(scene.faults.timeStandsStill)) {
      see(scene, 'no time passed');
      return;
    }
    const roll = chance.next();
    if (roll < 0.45) return;
    if (roll < 0.8) pass(1 + chance.below(1_500));
    else if (roll < 0.93) pass(5_000 + chance.below(2_000));
    else if (roll < 0.99) pass(61_000 + chance.below(5_000));
    else pass(chance.below(30) * HOUR);
  };

  return { people, backups, calendar };
};
