import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { eventually } from './eventually.js';
import { freePort, WORKSPACE_ROOT } from './product-process.js';

/** An OpenTelemetry Collector as a process of its own. */
export interface OtelCollector {
  /** Where it takes OTLP over HTTP. */
  readonly url: string;
  close(): Promise<void>;
}

/** Builds it once (minutes without Go's caches), then starts it: what it is told goes on to `forwardTo`. */
export const startOtelCollector = async (forwardTo: string): Promise<OtelCollector> => {
  const tools = join(WORKSPACE_ROOT, 'deploy/kubernetes/tools.sh');
  const { stdout } = await promisify(execFile)(tools, ['collector']);
  const directory = mkdtempSync(join(tmpdir(), 'ml-collector-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const config = join(directory, 'config.json');
  writeFileSync(config, JSON.stringify(configOf(new URL(url).host, forwardTo)));
  const child = spawn(join(stdout.trim(), 'collector'), ['--config', `file:${config}`], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const collector = {
    url,
    async close() {
      child.kill('SIGTERM');
      await exited;
      rmSync(directory, { recursive: true, force: true });
    },
  };
  try {
    await eventually(() => fetch(url));
    return collector;
  } catch (error) {
    await collector.close();
    throw error;
  }
};

const configOf = (endpoint: string, forwardTo: string) => {
  const pipeline = { receivers: ['otlp'], exporters: ['otlp_http'] };
  return {
    receivers: { otlp: { protocols: { http: { endpoint } } } },
    exporters: { otlp_http: { endpoint: forwardTo } },
    service: {
      telemetry: { metrics: { level: 'none' }, logs: { level: 'warn' } },
      pipelines: { traces: pipeline, metrics: pipeline },
    },
  };
};
