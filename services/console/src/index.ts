export { console } from './service.js';
