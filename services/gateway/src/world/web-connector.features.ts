import type { World } from './gateway-world.features.js';
import type { QuickBooks } from './scripted-quickbooks.features.js';

export interface UpdateResult {
  readonly outcome: string;
  readonly percents: readonly number[];
  readonly noOps: number;
}

export interface UpdateOptions {
  /** Ends the update at once, as a PC does that loses its power: after QuickBooks executed the nth set that writes. */
  readonly loseAnswerOf?: number;
  readonly withHcp?: boolean;
  /** Without Auto-Run no update can be postponed. */
  readonly isByHand?: boolean;
  /** Edition as the Web Connector tells it; default US. */
  readonly country?: string;
  /** Milliseconds that pass before QuickBooks has executed a set. Default 1 s. */
  readonly tookMs?: (xml: string) => number;
  /** Called before each set is executed, and at each NoOp. */
  readonly between?: () => void;
  /** Called, and waited for, before each call for work. */
  readonly beforeEach?: () => Promise<void>;
  readonly quickBooks?: QuickBooks;
}

/** As much of a world as an update needs. */
export type UpdatingWorld = Pick<World, 'calls' | 'credentials' | 'time' | 'quickBooks'> & {
  died: (() => void) | null;
};

/** One update of a Web Connector, as it runs it. */
export const runUpdate = async (
  world: UpdatingWorld,
  options: UpdateOptions = {},
): Promise<UpdateResult> => {
  const dead = new Promise<'dead'>((resolve) => (world.died = () => resolve('dead')));
  const result = await Promise.race([dead, update(world, options)]);
  return result === 'dead' ? { outcome: 'dead', percents: [], noOps: 0 } : result;
};

const update = async (world: UpdatingWorld, options: UpdateOptions): Promise<UpdateResult> => {
  const { calls, credentials, time } = world;
  const quickBooks = options.quickBooks ?? world.quickBooks;
  const [ticket = '', verdict = '', postpone = '0'] = await calls.authenticate(
    credentials.username,
    credentials.password,
  );
  if (verdict !== '') return { outcome: verdict, percents: [], noOps: 0 };
  if (options.isByHand !== true && Number(postpone) > 0)
    return { outcome: `postponed for ${postpone} s`, percents: [], noOps: 0 };
  const percents: number[] = [];
  let noOps = 0;
  let writes = 0;
  let hcpResponse = options.withHcp === true ? quickBooks.hcp() : '';
  for (;;) {
    await options.beforeEach?.();
    const xml = await calls.sendRequestXML({
      ticket,
      hcpResponse,
      companyFileName: quickBooks.file.path,
      country: options.country ?? 'US',
      majorVersion: '16',
      minorVersion: '0',
    });
    hcpResponse = '';
    if (xml === 'NoOp') {
      noOps += 1;
      if (noOps > 40 || (await calls.getLastError(ticket)) !== 'NoOp')
        throw new Error('The gateway waits for ever.');
      time.now += 5_000;
      options.between?.();
      continue;
    }
    if (xml === '') {
      const says = await calls.getLastError(ticket);
      await calls.closeConnection(ticket);
      return { outcome: says, percents, noOps };
    }
    let response = '';
    let hresult = '';
    time.now += options.tookMs?.(xml) ?? 1_000;
    options.between?.();
    try {
      response = quickBooks.execute(xml);
    } catch (error) {
      hresult = error instanceof Error ? error.message : '';
    }
    if (/InvoiceAdd|CustomerAdd|CustomerMod|InvoiceMod|TxnVoid|TxnDelRq/.test(xml)) writes += 1;
    if (writes > 0 && writes === options.loseAnswerOf) return { outcome: 'lost', percents, noOps };
    const percent = await calls.receiveResponseXML({ ticket, response, hresult, message: '' });
    percents.push(percent);
    if (percent < 0) {
      const says = await calls.getLastError(ticket);
      await calls.closeConnection(ticket);
      return { outcome: says, percents, noOps };
    }
    if (percent === 100) return { outcome: await calls.closeConnection(ticket), percents, noOps };
    if (percents.length > 200) throw new Error('The update never ends.');
  }
};

/** Updates until one says that there is nothing to do; every minute one. */
export const settle = async (world: World): Promise<readonly string[]> => {
  const outcomes: string[] = [];
  for (let turn = 0; turn < 12; turn += 1) {
    world.time.now += 61_000;
    const { outcome } = await runUpdate(world);
    outcomes.push(outcome);
    if (outcome === 'dead') await world.restart();
    if (outcome === 'none') break;
  }
  return outcomes;
};

/** How often each invoice stands in the company file, by its number. */
export const invoicesIn = ({ things }: QuickBooks): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { type, fields } of things) {
    const number = fields.find(({ name }) => name === 'RefNumber')?.text ?? '';
    if (type === 'Invoice') counts[number] = (counts[number] ?? 0) + 1;
  }
  return counts;
};
