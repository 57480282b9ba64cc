import { openCompany, type Company } from '../simulators/company/index.js';
import type { Transcript } from './transcript.js';
import { understand } from './understand.js';

const FIRST_MOMENT = Date.parse('2026-11-24T10:00:00Z');
const BY_SIMULATOR = 'Recorded from the simulator.';

type Ask = (requests: string, attributes?: string) => string;

interface Case {
  readonly name: string;
  readonly proves: string;
  readonly play: (ask: Ask, company: Company) => void;
}

const fenceAdd = `<OtherNameAddRq requestID="fence"><OtherNameAdd><Name>~ml-connector test</Name><Notes>ml-fence epoch=1 token=a</Notes></OtherNameAdd></OtherNameAddRq>`;
const fenceMod = (listId: string, editSequence: string): string =>
  `<OtherNameModRq requestID="fence"><OtherNameMod><ListID>${listId}</ListID><EditSequence>${editSequence}</EditSequence><Notes>ml-fence epoch=2 token=b</Notes></OtherNameMod></OtherNameModRq>`;
const customer = (id: string, name: string): string =>
  `<CustomerAddRq requestID="${id}"><CustomerAdd><Name>${name}</Name></CustomerAdd></CustomerAddRq>`;
const set = (id: string): string => ` newMessageSetID="${id}"`;
const valueOf = (answer: string, element: string): string =>
  new RegExp(`<${element}>([^<]*)<`).exec(answer)?.[1] ?? '';

const CASES: readonly Case[] = [
  {
    name: 'fence-made-and-moved',
    proves: 'The fence is made, and a set that carries its EditSequence runs.',
    play(ask) {
      const made = ask(fenceAdd, set('s-1'));
      const fence = fenceMod(valueOf(made, 'ListID'), valueOf(made, 'EditSequence'));
      ask(`${fence}${customer('r1', 'Ada')}`, set('s-2'));
    },
  },
  {
    name: 'stale-fence-stops-the-set',
    proves:
      'A set that carries an older EditSequence fails at the fence, and nothing after it runs.',
    play(ask) {
      const made = ask(fenceAdd, set('s-1'));
      ask(`${fenceMod(valueOf(made, 'ListID'), '1')}${customer('r1', 'Ada')}`, set('s-2'));
      ask('<CustomerQueryRq requestID="q1"><FullName>Ada</FullName></CustomerQueryRq>');
    },
  },
  {
    name: 'set-asked-again',
    proves: 'The same bytes under the same id are not executed again: the stored status is told.',
    play(ask) {
      ask(customer('r1', 'Ada'), set('s-1'));
      ask(customer('r1', 'Ada'), set('s-1'));
    },
  },
  {
    name: 'set-asked-again-forgotten',
    proves: 'A forgotten set runs again: only the fence, or a name that is taken, can stop it.',
    play(ask, company) {
      ask(customer('r1', 'Ada'), set('s-1'));
      company.forgetMessageSets();
      ask(customer('r1', 'Ada'), set('s-1'));
    },
  },
  {
    name: 'first-refusal-ends-the-set',
    proves: 'The request that is refused says why; those after it say 3231; those before it stand.',
    play(ask) {
      ask(`${customer('r1', 'Ada')}${customer('r2', 'Ada')}${customer('r3', 'Bob')}`, set('s-1'));
    },
  },
  {
    name: 'nothing-found',
    proves: 'A query that finds nothing says so with 1 or 500, which is no failure.',
    play(ask) {
      ask('<CustomerQueryRq requestID="q1"><FullName>Nobody</FullName></CustomerQueryRq>');
      ask(
        '<TxnDeletedQueryRq requestID="q2"><TxnDelType>Invoice</TxnDelType><DeletedDateRangeFilter><FromDeletedDate>2026-11-24T00:00:00</FromDeletedDate></DeletedDateRangeFilter></TxnDeletedQueryRq>',
      );
    },
  },
];

/** Plays every case on a company file of its own, whose clock goes on by two seconds with each request. */
export const playCases = (): readonly Transcript[] =>
  CASES.map(({ name, proves, play }) => {
    let now = FIRST_MOMENT;
    const company = openCompany({ path: ':memory:', now: () => now });
    const exchanges: Transcript['exchanges'][number][] = [];
    try {
      play((requests, attributes = '') => {
        now += 2_000;
        const request = `<?xml version="1.0"?><?qbxml version="13.0"?><QBXML><QBXMLMsgsRq onError="stopOnError"${attributes}>${requests}</QBXMLMsgsRq></QBXML>`;
        const answer = company.processRequest(request);
        exchanges.push({ request, answer, understood: understand(answer) });
        return answer;
      }, company);
    } finally {
      company.close();
    }
    return { name, title: `${proves} ${BY_SIMULATOR}`, exchanges };
  });
