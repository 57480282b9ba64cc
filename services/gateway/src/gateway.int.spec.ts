import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runService } from '@ml-connector/platform';
import { createClientAsync } from 'soap';
import { expect, it } from 'vitest';
import { gateway } from './index.js';

it('answers the Web Connector when started alone', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'gateway-service-'));
  const service = await runService('gateway', [gateway], {
    ML_DATA_DIR: directory,
    ML_PORT: '0',
    ML_LOG_LEVEL: 'error',
    ML_PUBLIC_URL: 'https://books.example',
  });
  try {
    const url = `http://127.0.0.1:${service.port}/qbwc`;
    const client = await createClientAsync(`${url}?wsdl`, { endpoint: url });
    const [answer] = await client['authenticateAsync']({ strUserName: 'who', strPassword: 'what' });
    expect(answer).toEqual({ authenticateResult: { string: ['', 'nvu'] } });
    const metrics = await (await fetch(`http://127.0.0.1:${service.port}/metrics`)).text();
    expect(metrics).toContain('ml_connector_logins_total{verdict="refused"} 1');
    expect(metrics).toContain('ml_connector_quiet_connections 0');
    // An alert on growth sees none in a counter that begins with it.
    for (const what of ['customers', 'documents'])
      expect(metrics).toContain(`ml_connector_capped_documents_total{what="${what}"} 0`);
  } finally {
    await service.close();
    rmSync(directory, { recursive: true, force: true });
  }
});
