import type { CompanyFile } from './company-file.features.js';
import { introduction } from './company-queries.features.js';
import { execute, type Execution } from './execution.features.js';
import { LOST, type GatewayProcess } from './gateway-process.features.js';
import { see, type Scene } from './scene.features.js';
import type { WebConnectorCalls } from '../soap/web-connector-calls.js';

type Phase = 'idle' | 'send' | 'work' | 'answer' | 'last-error' | 'close';

/** How long QuickBooks may be busy with one set, once it began. */
const LONGEST_WORK_MS = 40_000;
const PAUSE_MS = 5_000;
const CRASHED = '0x8004041C';
const UNREADABLE = '0x80040400';

export interface AgentOutside {
  readonly name: string;
  readonly username: string;
  /** Its clock against that of the PC that holds the company file, milliseconds. */
  readonly clockAhead: number;
  /** Any process of the gateway that is alive. */
  readonly process: () => GatewayProcess;
  /** Which company file is open on this PC just now. */
  readonly openFile: () => CompanyFile;
  /** Told of every set that may write, before it runs. */
  readonly onHanded: (xml: string) => void;
}

/** A PC with a Web Connector and QuickBooks: one call, or one request of a set, at a time. */
export interface Agent {
  readonly step: () => Promise<void>;
  readonly phase: () => Phase;
  /** Not before this time does it do anything. */
  readonly restsUntil: () => number;
  readonly isFrozen: () => boolean;
  readonly thaw: () => void;
  /** What must be through before this much time has passed is finished. */
  readonly hurry: (ms: number) => void;
  /**
   * The company file, or our store, is put back: an update under way breaks off. A PC that sleeps with a set in hand
   * still executes it when it wakes, unless it loses it.
   */
  readonly breakOff: (how: { readonly losesSets: boolean }) => void;
  /** How the last session ended. */
  readonly lastVerdict: () => string;
}

export const createAgent = (scene: Scene, outside: AgentOutside): Agent => {
  const { chance } = scene;
  let phase: Phase = 'idle';
  let ticket = '';
  let file = outside.openFile();
  let brought = '';
  let hand: string | null = null;
  let work: Execution | null = null;
  let workBegan = 0;
  let wasFrozen = false;
  let isBroken = false;
  let frozen = false;
  let restsUntil = 0;
  let lastVerdict = '';
  let answer = { response: '', hresult: '' };
  let delivered: { ticket: string; response: string; hresult: string } | null = null;

  const rest = (): void => {
    phase = 'idle';
    hand = null;
    work = null;
    ticket = '';
  };
  const ask = async <Answer>(
    what: (calls: WebConnectorCalls) => Promise<Answer>,
  ): Promise<Answer | typeof LOST> => {
    const process = outside.process();
    const told = await process.call(what);
    if (told !== LOST && chance.happens(scene.faults.diesAfterAnswer)) {
      process.die('a process died after its answer');
    }
    process.settle();
    return told;
  };

  const logIn = async (): Promise<void> => {
    file = outside.openFile();
    const told = await ask((calls) => calls.authenticate(outside.username, 'secret'));
    if (told === LOST) return rest();
    const [given = '', verdict = ''] = told;
    lastVerdict = verdict;
    if (verdict !== '') return rest();
    ticket = given;
    brought = chance.happens(0.8) ? introduction(file) : '';
    phase = 'send';
  };
  const send = async (): Promise<void> => {
    const told = await ask((calls) =>
      calls.sendRequestXML({
        ticket,
        hcpResponse: brought,
        companyFileName: file.path,
        country: 'US',
        majorVersion: '16',
        minorVersion: '0',
      }),
    );
    brought = '';
    if (told === LOST) return rest();
    if (told === '' || told === 'NoOp') {
      phase = 'last-error';
      return;
    }
    outside.onHanded(told);
    hand = told;
    phase = 'work';
    maybeFreeze();
  };
  const maybeFreeze = (): void => {
    if (!chance.happens(scene.faults.freezes)) return;
    see(scene, phase === 'work' ? 'froze with a request' : 'froze with an answer');
    frozen = true;
    wasFrozen = phase === 'work';
  };
  const answered = (response: string, hresult: string): void => {
    answer = { response, hresult };
    work = null;
    hand = null;
    phase = 'answer';
    if (wasFrozen && response.includes('statusCode="3200"')) see(scene, 'late execution refused');
    wasFrozen = false;
    if (isBroken) {
      isBroken = false;
      return rest();
    }
    if (chance.happens(scene.faults.answerLost)) {
      see(scene, 'answer lost');
      return rest();
    }
    maybeFreeze();
  };
  const finished = (running: Execution): string => {
    file.pcAhead = outside.clockAhead;
    const told = running.finish();
    file.pcAhead = 0;
    return told;
  };
  const toil = (): void => {
    if (!work) {
      if (hand === null) return rest();
      if (writes(hand) && chance.happens(scene.faults.cannotRead)) {
        see(scene, 'a set could not be read');
        return answered('', UNREADABLE);
      }
      work = execute(scene, file, hand);
      workBegan = scene.now;
    }
    const slow = chance.happens(scene.faults.worksSlowly);
    for (;;) {
      if (work.writes && chance.happens(scene.faults.quickBooksDies)) {
        work.die();
        return answered('', CRASHED);
      }
      file.pcAhead = outside.clockAhead;
      const more = work.step();
      file.pcAhead = 0;
      if (!more) return answered(finished(work), '');
      if (slow) break;
    }
    see(scene, 'worked slowly');
  };
  const deliver = async (): Promise<void> => {
    const given = { ticket, ...answer };
    const receive = (calls: WebConnectorCalls) =>
      calls.receiveResponseXML({ ...given, message: '' });
    const told = await ask(receive);
    delivered = given;
    if (chance.happens(scene.faults.answerTwice)) {
      see(scene, 'answer twice');
      await ask(receive);
    }
    if (told === LOST) return rest();
    phase = told < 0 ? 'last-error' : told === 100 ? 'close' : 'send';
  };
  const askLastError = async (): Promise<void> => {
    const told = await ask((calls) => calls.getLastError(ticket));
    if (told === LOST) return rest();
    if (told === 'NoOp') {
      restsUntil = scene.now + PAUSE_MS;
      phase = 'send';
    } else phase = 'close';
  };
  const close = async (): Promise<void> => {
    await ask((calls) => calls.closeConnection(ticket));
    rest();
  };
  const deliverLate = async (): Promise<void> => {
    if (!delivered || phase !== 'work' || !chance.happens(scene.faults.answerLate)) return;
    see(scene, 'answer late');
    const late = delivered;
    delivered = null;
    await ask((calls) => calls.receiveResponseXML({ ...late, message: '' }));
  };

  return {
    phase: () => phase,
    restsUntil: () => restsUntil,
    isFrozen: () => frozen,
    lastVerdict: () => lastVerdict,
    thaw() {
      frozen = false;
    },
    hurry(ms) {
      if (!work || scene.now + ms <= workBegan + LONGEST_WORK_MS) return;
      answered(finished(work), '');
    },
    breakOff({ losesSets }) {
      if (frozen && phase === 'work' && !losesSets) isBroken = true;
      else rest();
    },
    async step() {
      scene.trace?.(`> ${outside.name} ${phase}`);
      if (phase !== 'idle' && chance.happens(scene.faults.agentDies)) {
        see(scene, 'a PC died');
        isBroken = false;
        return rest();
      }
      switch (phase) {
        case 'idle':
          return await logIn();
        case 'send':
          return await send();
        case 'work':
          await deliverLate();
          return toil();
        case 'answer':
          return await deliver();
        case 'last-error':
          return await askLastError();
        case 'close':
          return await close();
      }
    },
  };
};

/** Whether it is a set of documents: what moves the fence and what only asks is of another kind. */
const writes = (xml: string): boolean => /<(?:Customer|Invoice|ReceivePayment)AddRq/.test(xml);
