import type { Cluster } from 'kafkajs';

/** A partition that has no such offset: it was cut off, or the log is older than whoever reads. */
export const partitionOutOfRange = (
  error: unknown,
): { readonly topic: string; readonly partition: number } | null => {
  if (!(error instanceof Error) || error.name !== 'KafkaJSOffsetOutOfRange') return null;
  const topic: unknown = Reflect.get(error, 'topic');
  const partition: unknown = Reflect.get(error, 'partition');
  return typeof topic === 'string' && typeof partition === 'number' ? { topic, partition } : null;
};

/** Looks anew who leads which partition, after a fetch failed. Throws nothing: the next fetch tells. */
export const recoverConnections = async (cluster: Cluster, error: unknown): Promise<void> => {
  try {
    const host: unknown = error instanceof Error ? Reflect.get(error, 'host') : undefined;
    const port: unknown = error instanceof Error ? Reflect.get(error, 'port') : undefined;
    if (typeof host === 'string' && typeof port === 'number') cluster.removeBroker({ host, port });
    if (cluster.isConnected()) await cluster.refreshMetadata();
    else await cluster.connect();
  } catch {
    // Still away.
  }
};
