/** The product in every company file: one constant, never changed (a change would need every file to be paired anew). */
export const QBWC_OWNER_ID = '{b8f4c7de-51c0-4e0b-9d64-0b7a9b5c2e13}';

const ID_PREFIX = 'con-';
const USERNAME_PREFIX = 'ml-';

export const qbwcUsername = (connectionId: string): string => `${USERNAME_PREFIX}${connectionId}`;

/** The connection that a user name speaks of, whether it exists or not. */
export const connectionIdOfUsername = (username: string): string =>
  username.startsWith(USERNAME_PREFIX) ? username.slice(USERNAME_PREFIX.length) : '';

/** The name under which QuickBooks authorises the connection, at most 32 characters; fixed when it is created. */
export const qbwcAppName = (connectionId: string): string =>
  `ml-connector ${connectionId.slice(ID_PREFIX.length)}`;

export const newConnectionId = (digits: string): string => `${ID_PREFIX}${digits}`;
