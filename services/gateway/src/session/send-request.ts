import type { Stored } from '@ml-connector/document-store';
import { withoutMissing } from '../caps/daily-count.js';
import { holdOver } from '../caps/hold-over.js';
import { missingIn } from '../caps/missing-in.js';
import type { Company, Session } from '../company/company.js';
import { askFence } from '../fence/write-fence.js';
import type { Gateway } from '../gateway-ports.js';
import { doubtOf } from '../recovery/doubt-of.js';
import { resolveDoubts } from '../recovery/resolve-doubts.js';
import { NO_PROBE } from '../recovery/probe.js';
import { openSought } from '../recovery/sought.js';
import { commitSet, openSet, releaseSet } from '../sets/hand-out.js';
import type { SendRequest } from '../soap/web-connector-calls.js';
import type { RecoveryOutcome } from '../watch/gateway-signals.js';
import { askQuestion } from './ask-question.js';
import { summaryOf } from './end-session.js';
import { decideStep } from './decide-step.js';
import { findSession, saveCompany, touched } from './live-session.js';
import type { Step } from './next-step.js';
import { prepareSession } from './prepare-session.js';
import type { Question } from './question.js';

/** More turns than any state needs before something is handed out. */
const MAX_TURNS = 20;
const NOTHING = '';
const WAIT = 'NoOp';
const RECOVERED: Readonly<Record<string, RecoveryOutcome>> = {
  RecordPosted: 'found',
  ResolveAbsent: 'absent',
};

/**
 * What the Web Connector shall hand to QuickBooks next: qbXML, `NoOp` to be asked again in a while, or nothing.
 * A second call while the first one's set is out gets nothing, never the same set or another.
 */
export const sendRequest = async (gateway: Gateway, request: SendRequest): Promise<string> => {
  const live = await findSession(gateway, request.ticket);
  if (!live || live.session.asked !== null) return NOTHING;
  let stored: Stored<Company> | null = live.stored;
  if (!live.session.prepared) stored = await prepareSession(gateway, stored, request);
  for (let turn = 0; stored !== null && turn < MAX_TURNS; turn += 1) {
    const company: Company = stored.value;
    const { session } = company;
    if (!session) return NOTHING;
    const step = await decideStep(gateway, company, session);
    const taken: Taken = await takeStep(gateway, stored, { session, step });
    if ('bytes' in taken) return taken.bytes;
    stored = taken.stored;
  }
  return NOTHING;
};

/** Either what is answered, or the company from which the next step is taken; `null` where another call was faster. */
type Taken = { readonly bytes: string } | { readonly stored: Stored<Company> | null };

const takeStep = async (
  gateway: Gateway,
  stored: Stored<Company>,
  { session, step }: { readonly session: Session; readonly step: Step },
): Promise<Taken> => {
  const company = stored.value;
  if (step.step === 'end') {
    const says = (session.over === null ? null : session.says) ?? summaryOf(session);
    await saveCompany(gateway, stored, touched(gateway, company, { says }));
    return { bytes: NOTHING };
  }
  if (step.step === 'wait') return await wait(gateway, stored, session);
  if (step.step === 'hold') return { stored: await holdOver(gateway, stored) };
  if (step.step === 'hand') return await release(gateway, stored, step.setId);
  switch (step.purpose) {
    case 'post': {
      const before = await askQuestion(gateway, company, { session, purpose: 'standing' });
      if (before.bytes !== null)
        return await ask(gateway, stored, { purpose: 'standing', question: before });
      const committed = await commitSet(gateway, stored, session);
      if (committed) return await letGo(gateway, committed.stored, committed.setId);
      return { stored: await gateway.companies.get(stored.id) };
    }
    case 'fence-make':
    case 'fence-move':
      return await ask(gateway, stored, {
        purpose: step.purpose,
        question: await askFence(gateway, company, session),
      });
    case 'resend': {
      const { openSet: open } = company;
      if (!open) return { stored: null };
      const { bytes } = await openSet(gateway, open.setId);
      const resent: Company = { ...company, openSet: { ...open, stage: 'resend' } };
      return await ask(gateway, stored, {
        purpose: 'resend',
        question: { company: resent, bytes, setId: open.setId, count: 0 },
      });
    }
    case 'probe':
    case 'identity':
    case 'fence-find':
    case 'fence-read':
    case 'reread':
    case 'vanished':
    case 'lists':
    case 'lookup':
    case 'standing': {
      const { purpose } = step;
      const asked = await askQuestion(gateway, company, { session, purpose });
      if (asked.bytes !== null) return await ask(gateway, stored, { purpose, question: asked });
      if (purpose === 'probe') return await concludeProbe(gateway, stored);
      const cleared: Company = {
        ...asked.company,
        session: asked.company.session && { ...asked.company.session, lookups: [] },
      };
      return { stored: await saveCompany(gateway, stored, touched(gateway, cleared)) };
    }
  }
};

const wait = async (
  gateway: Gateway,
  stored: Stored<Company>,
  session: Session,
): Promise<Taken> => {
  const company = touched(gateway, stored.value, { waits: session.waits + 1, says: WAIT });
  await saveCompany(gateway, stored, company);
  return { bytes: WAIT };
};

/** Remembers what is asked, then hands it out; what writes is told to the log before. */
const ask = async (
  gateway: Gateway,
  stored: Stored<Company>,
  { purpose, question }: { purpose: NonNullable<Session['asked']>['purpose']; question: Question },
): Promise<Taken> => {
  const { setId, bytes, count } = question;
  const asked = touched(gateway, question.company, {
    asked: { purpose, setId, count },
    says: null,
  });
  const saved = await saveCompany(gateway, stored, asked);
  if (!saved) return { bytes: NOTHING };
  const writes = purpose === 'fence-make' || purpose === 'fence-move' || purpose === 'resend';
  return writes ? await letGo(gateway, saved, setId) : { bytes };
};

/** A committed set whose bytes never left. */
const release = async (
  gateway: Gateway,
  stored: Stored<Company>,
  setId: string,
): Promise<Taken> => {
  const asked = touched(gateway, stored.value, { asked: { purpose: 'post', setId, count: 0 } });
  const saved = await saveCompany(gateway, stored, asked);
  return saved ? await letGo(gateway, saved, setId) : { bytes: NOTHING };
};

const letGo = async (gateway: Gateway, stored: Stored<Company>, setId: string): Promise<Taken> => {
  try {
    return { bytes: await releaseSet(gateway, setId) };
  } catch (error) {
    gateway.logger.warn(
      { event: 'set.waits', connectionId: stored.id, setId, error },
      'A set cannot leave now, because it cannot be told to the log first.',
    );
    await saveCompany(gateway, stored, touched(gateway, stored.value, { asked: null, says: WAIT }));
    return { bytes: WAIT };
  }
};

/** Every query of a probe was answered: what is known now decides. */
const concludeProbe = async (gateway: Gateway, stored: Stored<Company>): Promise<Taken> => {
  const { openSet: open, connectionId, session } = stored.value;
  if (!open || !session) return { stored: null };
  const probe = open.probe ?? NO_PROBE;
  const sought = await openSought(gateway, open);
  const now = gateway.clock.now();
  const isMissing = sought.some(({ item }) => probe.found[item.postingId] === undefined);
  const doubt = doubtOf(stored.value, open, session);
  if (isMissing && doubt.mayStillRun(now, gateway.sessionIdleMs)) {
    const again: Company = { ...stored.value, openSet: { ...open, probe: null } };
    const saved = await saveCompany(gateway, stored, touched(gateway, again));
    return saved ? await wait(gateway, saved, session) : { stored: null };
  }
  const orders = resolveDoubts({
    open,
    probe,
    sought,
    elsewhere: doubt.elsewhere,
    unguarded: doubt.unguarded,
    now,
  });
  await gateway.postings.executeMany(orders.map((order) => ({ ...order, connectionId })));
  await gateway.postings.releaseDependents(
    connectionId,
    sought.map(({ item }) => item.postingId),
  );
  await gateway.failpoint('gw.resolved');
  const found = Object.keys(probe.found).length;
  gateway.logger.info(
    { event: 'set.resolved', connectionId, setId: open.setId, found, sought: sought.length },
    'What became of a set without an answer is known.',
  );
  for (const { command } of orders) gateway.signals.recovered(RECOVERED[command.type] ?? 'held', 1);
  const held = orders.filter(({ command }) => command.type === 'Hold').length;
  const items = sought.map(({ item }) => item);
  const resolved: Company = {
    ...stored.value,
    ...withoutMissing(stored.value.today, items, missingIn(orders)),
    openSet: null,
  };
  return {
    stored: await saveCompany(
      gateway,
      stored,
      touched(gateway, resolved, { posted: session.posted + found, held: session.held + held }),
    ),
  };
};
