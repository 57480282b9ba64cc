import { prepareProcess } from '@ml-connector/platform';
import { SERVICES } from './services.js';

// For an installation's hook: topics and indexes of all services, before any of them starts.
await prepareProcess(SERVICES);
