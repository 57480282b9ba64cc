import {
  CONNECTION_EVENTS,
  type Connections,
  type ConnectionState,
  evolveConnection,
} from '@ml-connector/connections';
import { TOPICS } from '@ml-connector/contracts';
import { foldById } from './fold-by-id.js';
import type { Projection } from './projection.js';

/** Connections with their rules; credentials and identities are no events. */
export const connectionProjection = (connections: Pick<Connections, 'get'>): Projection => ({
  name: 'connections',
  topic: TOPICS.connections,
  start: () =>
    foldById({
      projection: 'connections',
      definitions: CONNECTION_EVENTS,
      idOf: (event) => event.connectionId,
      fold: (state: ConnectionState | null, event) => evolveConnection(state, event),
      compare: async (rebuilt) => {
        const both = await Promise.all(
          [...rebuilt].map(async ([id, state]) => {
            const connection = await connections.get(id);
            const { qbwc: _qbwc, ...live } = connection ?? { qbwc: null };
            return [id, { rebuilt: state, live: connection ? live : null }] as const;
          }),
        );
        return new Map(both);
      },
    }),
});
