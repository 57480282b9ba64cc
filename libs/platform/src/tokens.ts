/** What every service finds in the container, by token; bound once per process in the platform module. */
export const CLOCK = Symbol('Clock');
export const RANDOMNESS = Symbol('Randomness');
export const EVENT_LOG = Symbol('EventLog');
export const DOCUMENT_STORE = Symbol('DocumentStore');
export const LEASES = Symbol('Leases');
export const PARKING = Symbol('Parking');
export const VAULT = Symbol('Vault');
export const SECRET_BOX = Symbol('SecretBox');
export const LOGGER = Symbol('Logger');
export const METRICS = Symbol('Metrics');
export const FAILPOINT = Symbol('Failpoint');
export const SETTINGS = Symbol('Settings');
