/** What the bare server's deliveries are signed with. */
export const BARE_SECRET = 'whsec_bare_server';
