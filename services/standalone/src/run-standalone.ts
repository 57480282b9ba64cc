import { resolve } from 'node:path';
import { audit } from '@ml-connector/audit';
import { console as consoleService } from '@ml-connector/console';
import { gateway } from '@ml-connector/gateway';
import { ingestion } from '@ml-connector/ingestion';
import { mapping } from '@ml-connector/mapping';
import { runProcess, type RunningService } from '@ml-connector/platform';

/** All services in one process on the embedded store. */
export const runStandalone = (): Promise<void> =>
  runProcess('standalone', [ingestion, mapping, gateway, audit, consoleService], announce);

const announce = ({ ports, port }: RunningService): void => {
  const { publicUrl, dataDirectory } = ports.settings;
  const data = resolve(dataDirectory);
  process.stdout.write(
    [
      `ml-connector is running on port ${port} (${publicUrl}).`,
      `  API            ${publicUrl}/api (OpenAPI: ${publicUrl}/api/openapi.json)`,
      `  Web Connector  ${publicUrl}/qbwc`,
      `  Data           ${data}`,
      `  Admin token    in ${resolve(data, 'secrets.json')}, unless ML_ADMIN_TOKEN is set`,
      '',
    ].join('\n'),
  );
};
