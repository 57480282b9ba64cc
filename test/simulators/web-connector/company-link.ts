import { setTimeout as sleep } from 'node:timers/promises';
import type { Company, CompanySession } from '../company/index.js';
import type { QwcFile } from './qwc-file.js';

const HEAD = '<?xml version="1.0" encoding="utf-8"?><?qbxml version="13.0"?>';

/** The Web Connector's own conversation with QuickBooks: opening, stamping, passing requests on. */
export class CompanyLink {
  private constructor(
    private readonly company: Company,
    private readonly session: CompanySession,
    private readonly own: CompanySession,
    private readonly qwc: QwcFile,
  ) {}

  /** @throws HresultError when QuickBooks cannot be opened. */
  static open(company: Company, qwc: QwcFile): CompanyLink {
    const session = company.openSession({ application: qwc.appName });
    const own = company.openSession({ application: 'QuickBooks Web Connector', faultless: true });
    return new CompanyLink(company, session, own, qwc);
  }

  /** The answer to Host, Company and Preferences query that goes with the first sendRequestXML. */
  describeCompany(): string {
    return this.own.processRequest(
      set(
        `<HostQueryRq requestID="0"></HostQueryRq><CompanyQueryRq requestID="1"><OwnerID>${this.qwc.ownerId}</OwnerID></CompanyQueryRq><PreferencesQueryRq requestID="2"></PreferencesQueryRq>`,
      ),
    );
  }

  /** Stamps FileID into a company that has none of this owner's. */
  stampFileId(): void {
    if (!this.holds('FileID')) this.write('FileID', this.qwc.fileId);
  }

  /** Notes that this PC works on the company, or no longer does. */
  lock(state: 'LOCKED' | 'UNLOCKED'): void {
    this.write('AppLock', `${state}:BOOKKEEPER-PC:${this.company.clock.milliseconds()}`);
  }

  /** Passes one request set on, in the time that QuickBooks takes for it. */
  async process(xml: string): Promise<string> {
    const requests = xml.match(/<(?!QBXMLMsgs)[A-Za-z]+Rq[\s/>]/g)?.length ?? 0;
    const { latencyMs } = this.company.faults;
    if (latencyMs > 0) await sleep(latencyMs * requests);
    return this.session.processRequest(xml);
  }

  /** Ends the session in good order. */
  close(): void {
    this.lock('UNLOCKED');
    this.drop();
  }

  /** Ends it as a process does that is gone: the lock stays. */
  drop(): void {
    this.own.close();
    this.session.close();
  }

  private holds(name: string): boolean {
    const owner = this.qwc.ownerId.toLowerCase();
    return this.company.inspect
      .stamps()
      .some((stamp) => stamp.name === name && stamp.ownerId.toLowerCase() === owner);
  }

  private write(name: string, value: string): void {
    const key = `<OwnerID>${this.qwc.ownerId}</OwnerID><DataExtName>${name}</DataExtName>`;
    const verb = this.holds(name) ? 'Mod' : 'Add';
    const define = `<DataExtDefAddRq><DataExtDefAdd>${key}<DataExtType>STR255TYPE</DataExtType><AssignToObject>Company</AssignToObject></DataExtDefAdd></DataExtDefAddRq>`;
    this.own.processRequest(
      set(
        `${verb === 'Add' ? define : ''}<DataExt${verb}Rq><DataExt${verb}>${key}<OtherDataExtType>Company</OtherDataExtType><DataExtValue>${value}</DataExtValue></DataExt${verb}></DataExt${verb}Rq>`,
      ),
    );
  }
}

function set(requests: string): string {
  return `${HEAD}<QBXML><QBXMLMsgsRq onError="continueOnError">${requests}</QBXMLMsgsRq></QBXML>`;
}
