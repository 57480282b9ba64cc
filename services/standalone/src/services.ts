import { audit } from '@ml-connector/audit';
import { console as consoleService } from '@ml-connector/console';
import { gateway } from '@ml-connector/gateway';
import { ingestion } from '@ml-connector/ingestion';
import { mapping } from '@ml-connector/mapping';
import type { ServiceDefinition } from '@ml-connector/platform';

/** Everything that the product consists of. */
export const SERVICES: readonly ServiceDefinition[] = [
  ingestion,
  mapping,
  gateway,
  audit,
  consoleService,
];
