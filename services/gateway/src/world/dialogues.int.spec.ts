import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWorld, type World } from './gateway-world.features.js';
import { planCustomer, planInvoice } from './planned-postings.features.js';
import { createRecorder } from './record-dialogue.features.js';
import { runUpdate } from './web-connector.features.js';

/** Dialogues between Web Connector and gateway as text. `npm run transcripts` records them anew and shows the difference. */
const CORPUS = join(import.meta.dirname, 'dialogues');

let world: World;
let recorder: ReturnType<typeof createRecorder>;
beforeEach(async () => {
  world = await openWorld();
  recorder = createRecorder();
  await planCustomer(world, 'Ada');
});
afterEach(() => world.close());

/** One update that is recorded, a minute after the one before. */
const record = async (what: string, options: Parameters<typeof runUpdate>[1] = {}) => {
  world.time.now += 61_000;
  recorder.note(what);
  return await runUpdate({ ...world, calls: recorder.listen(world.calls) }, options);
};
const settled = async (): Promise<void> => {
  for (const _ of [1, 2, 3]) {
    world.time.now += 61_000;
    await runUpdate(world);
  }
};

const CASES: Readonly<Record<string, () => Promise<unknown>>> = {
  'first-update': async () => {
    await planInvoice(world, 1, 'Ada');
    await record('The Web Connector brings who is open; pairing, fence, lists, documents.', {
      withHcp: true,
    });
  },
  'nothing-to-do': async () => {
    await settled();
    await record('Nothing is to be done.');
  },
  'wrong-password': async () => {
    recorder.note('A wrong password.');
    await recorder.listen(world.calls).authenticate(world.credentials.username, 'wrong');
  },
  'second-computer': async () => {
    await settled();
    await planInvoice(world, 1, 'Ada');
    const calls = recorder.listen(world.calls);
    const { credentials } = world;
    const login = () => calls.authenticate(credentials.username, credentials.password);
    world.time.now += 61_000;
    recorder.note('The first computer begins.');
    const [first = ''] = await login();
    recorder.note('A second one is told that another update is under way.');
    const [busy = ''] = await login();
    await calls.getLastError(busy);
    world.time.now += 6_000;
    recorder.note('After six silent seconds it takes over; the first one has nothing more to do.');
    const [second = ''] = await login();
    const ask = (ticket: string) =>
      calls.sendRequestXML({
        ticket,
        hcpResponse: '',
        companyFileName: world.quickBooks.file.path,
        country: 'US',
        majorVersion: '13',
        minorVersion: '0',
      });
    await ask(first);
    await calls.getLastError(first);
    await ask(second);
  },
  'answer-lost': async () => {
    await settled();
    await planInvoice(world, 1, 'Ada');
    await record('QuickBooks executes the set; its answer never arrives.', { loseAnswerOf: 1 });
    await record('The next update moves the fence and asks with the same bytes.');
  },
  'answer-lost-and-forgotten': async () => {
    await settled();
    await planInvoice(world, 1, 'Ada');
    await record('QuickBooks executes the set; its answer never arrives.', { loseAnswerOf: 1 });
    world.quickBooks.faults.forgetsSets = true;
    await record('QuickBooks forgot the set: 3200 proves nothing, the company file is searched.');
  },
  'answer-lost-without-the-fence': async () => {
    world.quickBooks.file.computer = 'FRONT-DESK';
    await world.connections.change(world.connectionId, { fence: 'off' });
    await settled();
    await planInvoice(world, 1, 'Ada');
    await record('Without the fence: the answer never arrives.', { loseAnswerOf: 1 });
    world.quickBooks.file.computer = 'OFFICE';
    await record('Another computer: it is looked for, and adopted.');
  },
  'cannot-be-read': async () => {
    await settled();
    for (const order of [1, 2]) {
      // Those of one moment would go out in any order.
      world.time.now += 1_000;
      await planInvoice(world, order, 'Ada');
    }
    world.quickBooks.faults.hresult = (xml) => (xml.includes('Order 2 ') ? '0x80040400' : null);
    await record(
      'QuickBooks cannot read the set: half of it goes out, and the one at fault is held.',
    );
  },
  'other-company-file': async () => {
    await settled();
    await planInvoice(world, 1, 'Ada');
    world.quickBooks.file.companyName = 'Another Ltd';
    await record('Another company file is open: nothing is written.', { withHcp: true });
  },
  'other-edition': async () => {
    await record('A Canadian QuickBooks: nothing is asked of it.', { country: 'CA' });
  },
  'company-file-restored': async () => {
    await settled();
    const putBack = world.quickBooks.backup();
    await planInvoice(world, 1, 'Ada');
    await settled();
    putBack();
    await planInvoice(world, 2, 'Ada');
    await record('The company file is older than our store: what vanished is looked for first.');
  },
  'own-store-restored': async () => {
    await settled();
    const putBack = await world.backup();
    await planInvoice(world, 1, 'Ada');
    await settled();
    await putBack();
    await planInvoice(world, 1, 'Ada');
    await record('Our own store is older: nothing is read before the unknown set is through.');
  },
  'locked-record': async () => {
    await settled();
    await planInvoice(world, 1, 'Ada');
    world.quickBooks.faults.refuse.set('>Order 1 ', { code: 3175, message: 'locked' });
    await record('The customer is open in QuickBooks: the next try is due in half a minute.');
    world.time.now += 10_000;
    recorder.note('The Web Connector comes every minute: it is asked to come when the try is due.');
    await runUpdate({ ...world, calls: recorder.listen(world.calls) });
    recorder.note('Without Auto-Run it goes on nevertheless, and is told why nothing is done.');
    await runUpdate({ ...world, calls: recorder.listen(world.calls) }, { isByHand: true });
  },
  'own-store-settles': async () => {
    await settled();
    const putBack = await world.backup();
    await planInvoice(world, 1, 'Ada');
    await settled();
    await putBack();
    await planInvoice(world, 1, 'Ada');
    let calls = 0;
    await record('Our own store is older, which the fence tells; then the PC is switched off.', {
      beforeEach: () => {
        calls += 1;
        return calls > 3 ? Promise.reject(new Error('switched off')) : Promise.resolve();
      },
    }).catch(() => undefined);
    world.time.now += 20_000;
    recorder.note('QuickBooks need not be opened before the unknown set is through.');
    await runUpdate({ ...world, calls: recorder.listen(world.calls) });
  },
  'least-interval': async () => {
    await world.connections.change(world.connectionId, { minimumIntervalSeconds: 900 });
    await settled();
    await record('Nothing is to be done, and not more often than every quarter of an hour.');
  },
  'not-opened': async () => {
    const calls = recorder.listen(world.calls);
    const { credentials } = world;
    recorder.note('QuickBooks could not be started.');
    const [ticket = ''] = await calls.authenticate(credentials.username, credentials.password);
    await calls.connectionError(ticket, '0x80040408', 'Could not start QuickBooks.');
    await calls.getLastError(ticket);
    await calls.closeConnection(ticket);
  },
};

describe('a dialogue between Web Connector and gateway', () => {
  it.each(Object.entries(CASES))('goes as it was recorded: %s', async (name, play) => {
    await play();
    await expect(recorder.text()).toMatchFileSnapshot(join(CORPUS, `${name}.txt`));
  });
});
