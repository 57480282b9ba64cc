/** What audit's providers find in the container. */
export const CHAIN_TRANSPORT = Symbol('audit.chain');
export const CHAIN_PORTS = Symbol('ChainPorts');
export const SIGNING_PORTS = Symbol('SigningPorts');
export const VERIFY = Symbol('Verify');
export const REPLAY_PORTS = Symbol('ReplayPorts');
