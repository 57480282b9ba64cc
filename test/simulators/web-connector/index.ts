export { createWebConnector } from './web-connector.js';
export type { WebConnector } from './web-connector.js';
export type { WebConnectorOptions } from './web-connector-options.js';
export { QwcError, readQwcFile } from './qwc-file.js';
export type { QwcFile } from './qwc-file.js';
export type { ConnectorStep, StepAction, StepHook, StepName } from './steps.js';
export type { Exchange, UpdateOutcome, UpdateReport } from './update-report.js';
