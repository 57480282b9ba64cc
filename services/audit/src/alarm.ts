import type { Logger } from '@ml-connector/platform';
import { Counter, type Registry } from 'prom-client';
import type { ChainPorts } from './chain/chain-batch.js';

/** Tells people that a record is not what was chained. */
export const alarmOf = (metrics: Registry, logger: Logger): ChainPorts['onAlarm'] => {
  const alarms = new Counter({
    name: 'ml_connector_audit_alarms_total',
    help: 'Records that are not what was chained, or are missing.',
    labelNames: ['what'],
    registers: [metrics],
  });
  return ({ topic, partition, offset, what }) => {
    alarms.inc({ what });
    logger.error(
      { event: `audit.${what}`, topic, partition, offset },
      'The log is not what was chained. See GET /api/audit/verify.',
    );
  };
};
