/** What mapping's providers find in the container. */
export const POSTINGS = Symbol('Postings');
export const MAPPING_PORTS = Symbol('MappingPorts');
export const WAKES = Symbol('Wakes');
