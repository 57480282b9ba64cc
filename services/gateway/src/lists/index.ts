export { listRequests } from './list-requests.js';
export { seenObjects, type SeenObject } from './seen-objects.js';
