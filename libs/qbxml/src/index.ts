export * from './language/qb-answer.js';
export * from './language/qb-fields.js';
export * from './language/qb-request.js';
export * from './language/version.js';
export * from './language/violation.js';
export * from './read/parse-answer.js';
export * from './read/read-fields.js';
export * from './status/hresult-meaning.js';
export type { HresultClass } from './status/hresult-row.js';
export * from './status/status-meaning.js';
export type { StatusClass, StatusOutcome } from './status/status-row.js';
export * from './tables/max-length.js';
export {
  isRequestType,
  REQUEST_TYPES,
  requestTable,
  type RequestTable,
  type RequestType,
} from './tables/request-tables.js';
export * from './text/quickbooks-text.js';
export { checkRequest } from './write/check-request.js';
export { withoutLinkedLines } from './write/linked-lines.js';
export * from './write/write-message-set.js';
export type * from './tables/content-model.js';
