import { editionRefusal } from './edition.js';
import { sameGuid, type Identity } from './identity.js';
import type { Pairing } from './company.js';

/** Whether the open company file is the one to write to. A sentence for the owner where it is not. */
export type CompanyVerdict =
  | { readonly verdict: 'pair' | 'same'; readonly pairing: Pairing }
  | { readonly verdict: 'foreign'; readonly code: string; readonly sentence: string };

export interface OpenCompany {
  readonly identity: Identity;
  readonly filePath: string;
  /** The FileID of the connection. */
  readonly fileId: string;
  /** ISO 8601 UTC. */
  readonly now: string;
}

/** The guard before every write: the stamp if there is one, the name, the file's own name. */
export const judgeCompany = (known: Pairing | null, open: OpenCompany): CompanyVerdict => {
  const { identity, filePath, fileId, now } = open;
  const pairing = known && sameGuid(known.fileId, fileId) ? known : null;
  const refusal = editionRefusal(identity.country);
  if (refusal !== null) return foreign('EDITION_NOT_SUPPORTED', refusal);
  if (identity.stamp !== null && !sameGuid(identity.stamp, fileId)) {
    return foreign(
      'OTHER_STAMP',
      'This company file belongs to another connection. Open the file of this connection, or add its own .qwc file.',
    );
  }
  const stampSeen = identity.stamp !== null;
  if (!pairing) {
    if (identity.isSample && !stampSeen) {
      return foreign(
        'SAMPLE_FILE',
        'A sample company file is open. Open the company file of your business, then update again.',
      );
    }
    const { companyName } = identity;
    return {
      verdict: 'pair',
      pairing: { companyName, filePath, fileId, stampSeen, pairedAt: now },
    };
  }
  if (pairing.companyName !== identity.companyName || !sameFileName(pairing.filePath, filePath)) {
    return foreign(
      'OTHER_COMPANY',
      'Another company file is open than the one that was paired. Open that one, then update again. Nothing was written.',
    );
  }
  if (pairing.stampSeen && !stampSeen) {
    return foreign(
      'STAMP_GONE',
      'This company file has lost the mark of this connection. If it is the right file, rotate the FileID and add the new .qwc file.',
    );
  }
  return { verdict: 'same', pairing: { ...pairing, stampSeen, filePath } };
};

const foreign = (code: string, sentence: string): CompanyVerdict => ({
  verdict: 'foreign',
  code,
  sentence,
});

/** The same file has one path on each PC, but one name. */
const sameFileName = (one: string, other: string): boolean => nameOf(one) === nameOf(other);

const nameOf = (path: string): string => (path.split(/[\\/]/).at(-1) ?? '').toLowerCase();
