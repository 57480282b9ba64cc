import type { Connection, ConnectionRefusal, Connections } from '@ml-connector/connections';
import { notFound, parseId, type Problem, retired } from '@ml-connector/platform';

/** @throws Problem 404 */
export const requireConnection = async (
  connections: Pick<Connections, 'get'>,
  id: string,
): Promise<Connection> => {
  const connection = await connections.get(parseId(id, 'connection'));
  if (!connection) throw notFound('connection');
  return connection;
};

/** @throws Problem 404, 409 for a retired one */
export const requireActive = async (
  connections: Pick<Connections, 'get'>,
  id: string,
): Promise<Connection> => {
  const connection = await requireConnection(connections, id);
  if (connection.state === 'retired') throw retired();
  return connection;
};

/** Why a change was refused. */
export const refusalProblem = ({ outcome }: ConnectionRefusal): Problem =>
  outcome === 'missing' ? notFound('connection') : retired();
