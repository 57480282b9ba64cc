import { randomUUID } from 'node:crypto';
import { executeRequest, type Executed } from './execute-request.js';
import type { CompanyFaults } from './faults.js';
import { HresultError } from './hresult-error.js';
import type { CompanyStorage } from './ledger/company-storage.js';
import type { StoredAnswer } from './ledger/rows.js';
import { readMessageSet, type MessageSet, type ReadRequest } from './message-set.js';
import { IteratorTable } from './requests/iterators.js';
import type { RequestContext } from './requests/request.js';
import { consultMemory, remember, type MemoryVerdict } from './set-memory.js';
import { severityOf } from './status-error.js';
import { writeAttributes, writeElement } from './xml/write-xml.js';

const SKIPPED: Executed = {
  content: '',
  statusCode: 3231,
  statusMessage: 'The request has not been processed.',
};

/** What a session works on. */
export interface SessionSetting {
  readonly context: Omit<RequestContext, 'iterators'>;
  readonly storage: CompanyStorage;
  readonly faults: CompanyFaults;
  /** The name under which the application opened QuickBooks; message-set memory is kept by it. */
  readonly application: string;
}

/** One BeginSession of an application: iterators live and end with it. */
export class CompanySession {
  readonly id = randomUUID();
  private readonly context: RequestContext;
  private open = true;

  constructor(private readonly setting: SessionSetting) {
    this.context = { ...setting.context, iterators: new IteratorTable() };
  }

  /**
   * Processes one qbXML text and answers with one.
   * @throws HresultError when nothing comes back: not by the tables (nothing executed), a dialog
   * in the way, or a crash (what ran before it stays).
   */
  processRequest(xml: string): string {
    const { faults, application, context } = this.setting;
    if (!this.open) throw new HresultError('0x8004040D', 'The ticket is invalid.');
    if (faults.modalDialog)
      throw new HresultError('0x80040414', 'A modal dialog box is showing in QuickBooks.');
    const { nextHresult } = faults;
    faults.nextHresult = undefined;
    if (nextHresult !== undefined) throw new HresultError(nextHresult.hresult, nextHresult.message);
    const set = readMessageSet(xml);
    const verdict = consultMemory(context.ledger, application, set);
    if (verdict.kind === 'refuse') return envelope('', verdict.statusCode);
    if (verdict.kind === 'repeat') return envelope(this.repeat(set, verdict.answers), 0);
    return envelope(this.execute(set, verdict), verdict.statusCode);
  }

  get isOpen(): boolean {
    return this.open;
  }

  close(): void {
    this.open = false;
  }

  private execute(set: MessageSet, verdict: MemoryVerdict & { kind: 'execute' }): string {
    const { faults, application, context } = this.setting;
    const crashAfter = faults.crashAfterRequests;
    faults.crashAfterRequests = undefined;
    const answers: StoredAnswer[] = [];
    let text = '';
    let stopped = false;
    for (const [index, request] of set.requests.entries()) {
      if (crashAfter === index) this.crash();
      const executed: Executed = stopped ? SKIPPED : executeRequest(this.context, request, faults);
      if (!stopped) this.journal(set, { request, executed, repeated: false });
      stopped ||= set.stopOnError && executed.statusCode >= 1000;
      answers.push(storedAnswer(request, executed));
      text += answerOf(request, set.withData ? executed : { ...executed, content: '' });
    }
    if (verdict.storeAs !== undefined) {
      const stored = { application, id: verdict.storeAs, hash: set.contentHash, answers };
      remember(context.ledger, stored);
    }
    if (crashAfter !== undefined) this.crash();
    return text;
  }

  private repeat(set: MessageSet, answers: readonly StoredAnswer[]): string {
    return set.requests
      .map((request, index) => {
        const stored = answers[index];
        if (stored === undefined) return '';
        const executed: Executed = { ...stored, content: recoveryOf(stored) };
        this.journal(set, { request, executed, repeated: true });
        return answerOf(request, executed);
      })
      .join('');
  }

  private crash(): never {
    this.open = false;
    throw new HresultError('0x80010105', 'The server threw an exception.');
  }

  private journal(
    set: MessageSet,
    {
      request,
      executed,
      repeated,
    }: { request: ReadRequest; executed: Executed; repeated: boolean },
  ): void {
    const { storage, application, context } = this.setting;
    storage.append({
      session: this.id,
      application,
      messageSetId: set.newMessageSetId,
      requestId: request.requestId,
      requestHash: set.hash,
      type: request.type,
      status: executed.statusCode,
      id: executed.id,
      repeated,
      at: new Date(context.clock.milliseconds()).toISOString(),
    });
  }
}

function storedAnswer(request: ReadRequest, executed: Executed): StoredAnswer {
  return {
    type: request.type,
    requestId: request.requestId,
    statusCode: executed.statusCode,
    statusMessage: executed.statusMessage,
    id: executed.id,
    editSequence: executed.editSequence,
  };
}

function recoveryOf(stored: StoredAnswer): string {
  if (stored.id === undefined) return '';
  const isList = /^(Customer|OtherName|Item|PaymentMethod)/.test(stored.type);
  return writeElement('ErrorRecovery', {
    [isList ? 'ListID' : 'TxnID']: stored.id,
    ...(stored.editSequence === undefined ? {} : { EditSequence: stored.editSequence }),
  });
}

function answerOf(request: ReadRequest, executed: Executed): string {
  const attributes = writeAttributes({
    requestID: request.requestId,
    statusCode: executed.statusCode,
    statusSeverity: severityOf(executed.statusCode),
    statusMessage: executed.statusMessage,
    ...executed.attributes,
  });
  return `<${request.type}Rs${attributes}>${executed.content}</${request.type}Rs>`;
}

function envelope(answers: string, messageSetStatusCode: number | undefined): string {
  const attributes = writeAttributes({ messageSetStatusCode });
  return `<?xml version="1.0" ?><QBXML><QBXMLMsgsRs${attributes}>${answers}</QBXMLMsgsRs></QBXML>`;
}
