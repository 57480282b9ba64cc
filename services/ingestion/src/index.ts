export { ingestion } from './service.js';
