/** What the console's controllers find in the container. */
export const CONNECTIONS = Symbol('Connections');
export const CONNECTION_READER = Symbol('ConnectionReader');
export const POSTINGS = Symbol('Postings');
export const COMPANY_READER = Symbol('CompanyReader');
