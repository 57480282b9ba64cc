import { companyMismatch } from '@ml-connector/contracts';
import { QBWC_OWNER_ID } from '@ml-connector/connections';
import { isoTime } from '@ml-connector/kernel';
import type { QbAnswer } from '@ml-connector/qbxml';
import type { Gateway } from '../gateway-ports.js';
import type { Company, Pairing, Session } from './company.js';
import { readIdentity } from './identity.js';
import { judgeCompany } from './judge-company.js';
import { companyEvent, publishSetEvents } from './publish-set-events.js';

/**
 * Compares the open company file with the paired one.
 * @returns `null` if the answer does not say which file it is; a sentence if nothing may be written to it.
 */
export const learnIdentity = async (
  gateway: Gateway,
  company: Company,
  { session, answer }: { readonly session: Session; readonly answer: QbAnswer },
): Promise<Company | string | null> => {
  const { connectionId } = company;
  const identity = readIdentity(answer, QBWC_OWNER_ID);
  const connection = await gateway.connections.get(connectionId);
  if (!identity) return null;
  if (connection?.state !== 'active') return 'This connection was ended. Nothing was written.';
  const verdict = judgeCompany(company.pairing, {
    identity,
    filePath: session.filePath,
    fileId: connection.qbwc.fileId,
    now: isoTime(gateway.clock.now()),
  });
  if (verdict.verdict !== 'foreign') {
    const known = {
      ...company,
      session: { ...session, identified: true, computer: identity.computer },
    };
    return verdict.verdict === 'same'
      ? { ...known, pairing: verdict.pairing }
      : newlyPaired(known, verdict.pairing);
  }
  const { code, sentence } = verdict;
  gateway.logger.warn({ event: 'company.mismatch', connectionId, code }, sentence);
  await publishSetEvents(
    gateway,
    companyEvent(gateway, companyMismatch, {
      connectionId,
      identity: [code, company.epoch],
      causationId: session.id,
      data: { code, detail: sentence },
    }),
  );
  return sentence;
};

/** What was known of another file, or of the same one under an older FileID, is learnt anew. */
const newlyPaired = (company: Company, pairing: Pairing): Company => ({
  ...company,
  pairing,
  fence: null,
  lists: { ...company.lists, readAt: null, modifiedUpTo: null },
});
