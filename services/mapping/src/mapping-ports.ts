import type { CompanyReader } from '@ml-connector/bookkeeping';
import type { ConnectionReader } from '@ml-connector/connections';
import type { DocumentStore } from '@ml-connector/document-store';
import type { Clock, Failpoint } from '@ml-connector/kernel';
import type { Logger } from '@ml-connector/platform';
import type { Postings } from '@ml-connector/postings';
import type { Vault } from '@ml-connector/sealing';
import type { Wakes } from './wakes.js';

/** What mapping's use cases stand on. */
export interface MappingPorts {
  readonly store: DocumentStore;
  readonly vault: Vault;
  readonly postings: Postings;
  readonly connections: Pick<ConnectionReader, 'get' | 'active'>;
  readonly company: CompanyReader;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly failpoint: Failpoint;
  readonly wakes: Wakes;
}
