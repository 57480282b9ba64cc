import { type Cluster, SERVICES, type ServiceName, startCluster } from '../../harness/cluster.js';
import { givenStack } from '../../harness/stack.js';

/** Lends a distributed installation, one process of each service, and takes it away afterwards. */
export const inCluster = async <Result>(
  work: (cluster: Cluster) => Promise<Result>,
): Promise<Result> => {
  const cluster = await startCluster({
    stack: givenStack(),
    replicas: 1,
    environment: {
      ML_LOG_LEVEL: 'error',
      ML_KAFKA_PARTITIONS: '12',
      ML_KAFKA_SESSION_SECONDS: '30',
      ML_MONGODB_POOL: '20',
      ML_SWEEP_INTERVAL_SECONDS: '300',
    },
  });
  try {
    return await work(cluster);
  } finally {
    await cluster.close();
  }
};

/** Ends everything but these: what is measured is measured alone. */
export const keepOnly = async (cluster: Cluster, kept: readonly ServiceName[]): Promise<void> => {
  const others = SERVICES.filter((service) => !kept.includes(service));
  await Promise.all(
    others.flatMap((service) => cluster.replicas(service).map((replica) => replica.stop())),
  );
};
