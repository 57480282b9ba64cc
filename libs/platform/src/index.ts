export * from './logger.js';
export * from './service-definition.js';
export * from './settings.js';
export * from './tokens.js';
