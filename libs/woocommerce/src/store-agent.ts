import http from 'node:http';
import https from 'node:https';

import { guardedLookup } from './guarded-lookup.js';

export interface AgentSettings {
  readonly address: URL;
  readonly allowPrivate: boolean;
  /** Sockets kept open and used at a time. */
  readonly sockets: number;
  readonly connectTimeoutMs: number;
  /** An additional certificate authority in PEM, for a store with a certificate of its own. */
  readonly certificateAuthority?: string;
}

/** The connections to one store: kept alive, guarded against private addresses, given up if they take too long to open. */
export const storeAgent = (settings: AgentSettings): http.Agent => {
  const options = {
    keepAlive: true,
    maxSockets: settings.sockets,
    ...(settings.allowPrivate ? {} : { lookup: guardedLookup() }),
  };
  if (settings.address.protocol === 'http:')
    return limitConnecting(new http.Agent(options), 'connect', settings.connectTimeoutMs);
  const trusted = settings.certificateAuthority;
  const agent = new https.Agent({ ...options, ...(trusted === undefined ? {} : { ca: trusted }) });
  return limitConnecting(agent, 'secureConnect', settings.connectTimeoutMs);
};

const limitConnecting = <Agent extends http.Agent>(
  agent: Agent,
  connected: 'connect' | 'secureConnect',
  milliseconds: number,
): Agent => {
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const socket = connect(options, callback);
    if (!socket) return socket;
    const tooSlow = Object.assign(new Error('Connecting took too long.'), { code: 'ETIMEDOUT' });
    const timer = setTimeout(() => socket.destroy(tooSlow), milliseconds);
    const stop = () => clearTimeout(timer);
    socket.once(connected, stop).once('close', stop);
    return socket;
  };
  return agent;
};
