import { OWNERS, RET_ELEMENTS } from './fragments.js';

export const COMPANY_REQUESTS = {
  HostQuery: `IncludeListMetaData{ IncludeMaxCapacity:bool! }?^6.0 ${RET_ELEMENTS}`,
  CompanyQuery: `${RET_ELEMENTS} ${OWNERS}`,
  PreferencesQuery: `[^1.1] ${RET_ELEMENTS}`,
} as const;
