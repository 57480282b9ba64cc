import { resolve } from 'node:path';
import { runProcess, type RunningService } from '@ml-connector/platform';
import { SERVICES } from './services.js';

/** All services in one process on the embedded store. */
export const runStandalone = (): Promise<void> => runProcess('standalone', SERVICES, announce);

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
