import { addThing, changeThing, type CompanyFile } from './company-file.features.js';
import { answerQuery, type Answered } from './company-queries.features.js';
import { fieldOf, retOf, type Thing } from './company-things.features.js';
import { childOf, escapeXml, readXml, textOf, type Element } from './plain-xml.features.js';
import { see, type Scene } from './scene.features.js';

const NAME_TAKEN = 3100;
const NOT_FOUND = 3120;
const BAD_REFERENCE = 3140;
const LOCKED = 3175;
const STALE = 3200;
const NOT_RUN = 3231;
const NO_STORED_RESPONSE = 9002;

/** A message set on its way through QuickBooks, one request at a time. */
export interface Execution {
  /** Whether it changes something as soon as it runs. */
  readonly writes: boolean;
  /** Executes one request more. @returns whether any is left. */
  readonly step: () => boolean;
  /** Executes what is left. */
  readonly finish: () => string;
  /** QuickBooks dies: what was executed stays, what it remembers of the set is a matter of luck. */
  readonly die: () => void;
}

export const execute = (scene: Scene, file: CompanyFile, xml: string): Execution => {
  const { chance, faults } = scene;
  const set = readXml(xml).children[0];
  const setId = set?.attributes['newMessageSetID'];
  const requests = set?.children ?? [];
  const stopsOnError = set?.attributes['onError'] === 'stopOnError';
  const responses: string[] = [];
  const shorts: string[] = [];
  let at = 0;
  let failed = false;
  let status = 0;

  if (setId !== undefined && file.remembered.has(setId)) {
    if (chance.happens(faults.forgetsSets)) {
      see(scene, 'message set forgotten');
      file.remembered.delete(setId);
    } else {
      see(scene, 'message set remembered');
      const known = file.remembered.get(setId) ?? [];
      responses.push(...known);
      if (known.length === 0) status = NO_STORED_RESPONSE;
      at = requests.length;
    }
  }
  const answer = (): string =>
    `<?xml version="1.0" ?><QBXML><QBXMLMsgsRs${setId === undefined ? '' : ` messageSetStatusCode="${status}"`}>${responses.join('')}</QBXMLMsgsRs></QBXML>`;
  const remember = (): void => {
    if (setId === undefined || file.remembered.has(setId)) return;
    const idsOnlyKept = chance.happens(faults.answersIdsOnly);
    if (idsOnlyKept) see(scene, 'message set remembered by its ids only');
    file.remembered.set(setId, idsOnlyKept ? shorts : responses);
  };
  const step = (): boolean => {
    const request = requests[at];
    if (request) {
      at += 1;
      const answered: Answered =
        failed && stopsOnError ? { status: NOT_RUN, body: '' } : perform(scene, file, request);
      failed ||= answered.status >= 1_000;
      scene.trace?.(
        `= ${request.name} ${setId ?? ''} ${request.attributes['requestID'] ?? ''} ${answered.status}`,
      );
      responses.push(respond(request, answered));
      shorts.push(respond(request, idsOnly(answered)));
    }
    if (at === requests.length) remember();
    return at < requests.length;
  };
  return {
    writes: setId !== undefined,
    step,
    finish() {
      while (step());
      return answer();
    },
    die() {
      file.iterators.clear();
      see(scene, 'QuickBooks died within a set');
      if (setId !== undefined && !file.remembered.has(setId) && chance.happens(0.5)) {
        file.remembered.set(setId, chance.happens(0.5) ? [...responses] : []);
      }
    },
  };
};

const respond = (request: Element, { status, body, attributes = '' }: Answered): string => {
  const name = request.name.replace(/Rq$/, 'Rs');
  const id = escapeXml(request.attributes['requestID'] ?? '');
  return `<${name} requestID="${id}" statusCode="${status}" statusSeverity="Info" statusMessage=""${attributes}>${body}</${name}>`;
};

/** As a status check answers: the id of what was made, not all of it. */
const idsOnly = (answered: Answered): Answered => {
  const id = /<(TxnID|ListID)>[^<]*<\/\1>/.exec(answered.body)?.[0];
  return { ...answered, body: id === undefined ? '' : `<ErrorRecovery>${id}</ErrorRecovery>` };
};

const perform = (scene: Scene, file: CompanyFile, request: Element): Answered => {
  const [, type = '', verb] = /^(\w+?)(Add|Mod|Query)Rq$/.exec(request.name) ?? [];
  if (verb === 'Query') return answerQuery(file, request, type);
  const body = childOf(request, `${type}${verb}`);
  if (!body) throw new Error(`The model of QuickBooks does not know ${request.name}.`);
  if (scene.chance.happens(scene.faults.recordLocked)) {
    see(scene, 'record locked');
    return { status: LOCKED, body: '' };
  }
  return verb === 'Add' ? add(scene, file, { type, body }) : modify(scene, file, { type, body });
};

const add = (
  scene: Scene,
  file: CompanyFile,
  { type, body }: { type: string; body: Element },
): Answered => {
  const name = textOf(body, 'Name')?.toLowerCase();
  const isTaken =
    name !== undefined &&
    [...file.things.values()].some((thing) => fieldOf(thing, 'Name')?.toLowerCase() === name);
  if (isTaken) return { status: NAME_TAKEN, body: '' };
  if (!referred(body).every((id) => file.things.has(id)))
    return { status: BAD_REFERENCE, body: '' };
  return shown(addThing(scene, file, { type, fields: body.children }));
};

const referred = (body: Element): readonly string[] =>
  body.children.flatMap((child) => {
    if (child.name === 'CustomerRef') return textOf(child, 'ListID') ?? [];
    return child.name === 'AppliedToTxnAdd' ? (textOf(child, 'TxnID') ?? []) : [];
  });

const modify = (
  scene: Scene,
  file: CompanyFile,
  { type, body }: { type: string; body: Element },
): Answered => {
  const thing = file.things.get(textOf(body, 'ListID') ?? '');
  const isFence = type === 'OtherName';
  if (!thing) {
    if (isFence) see(scene, 'fence gone');
    return { status: NOT_FOUND, body: '' };
  }
  if (textOf(body, 'EditSequence') !== String(thing.editSequence)) {
    if (isFence) see(scene, 'fence refused with 3200');
    return { status: STALE, body: '' };
  }
  const fields = Object.fromEntries(
    body.children
      .filter(({ name }) => name !== 'ListID' && name !== 'EditSequence')
      .map(({ name, text }) => [name, text]),
  );
  return shown(changeThing(scene, file, { thing, fields }));
};

const shown = (thing: Thing): Answered => ({ status: 0, body: retOf(thing) });
