export { mapping } from './service.js';
