import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

import { WORKSPACE_ROOT } from '../harness/product-process.js';

export const CHART = join(WORKSPACE_ROOT, 'charts/ml-connector');
/** The API of Kubernetes that is rendered for. */
const KUBE_VERSION = '1.36.3';

const toolFolder =
  process.env['ML_KUBERNETES_CACHE'] ??
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'ml-connector/kubernetes');

/** A program that proves the chart. @throws Error that says how to get it. */
export const tool = (name: string): string => {
  const path = join(toolFolder, 'bin', name);
  if (!existsSync(path))
    throw new Error(
      `The tests of the chart need ${name}: run "deploy/kubernetes/tools.sh ${name}", which builds it once into ${toolFolder}.`,
    );
  return path;
};

const manifestSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    labels: z.record(z.string(), z.string()).default({}),
    annotations: z.record(z.string(), z.string()).default({}),
  }),
});
export type Manifest = z.infer<typeof manifestSchema>;

export interface Rendering {
  /** `null` where helm refused. */
  readonly manifests: readonly Manifest[] | null;
  readonly text: string;
  readonly refusal: string;
}

const rendered = new Map<string, Rendering>();

/** What helm makes of the chart. @param values files of `ci/` by their first word, or `path=value` as for `--set`. */
export const render = (...values: readonly string[]): Rendering => {
  const known = rendered.get(values.join(' '));
  if (known) return known;
  const rendering = renderAnew(values);
  rendered.set(values.join(' '), rendering);
  return rendering;
};

const renderAnew = (values: readonly string[]): Rendering => {
  const options = values.flatMap((value) =>
    value.includes('=') ? ['--set-json', value] : ['-f', join(CHART, 'ci', `${value}-values.yaml`)],
  );
  const run = spawnSync(
    tool('helm'),
    ['template', 'shop', CHART, '-n', 'books', '--kube-version', KUBE_VERSION, ...options],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (run.status !== 0) return { manifests: null, text: '', refusal: run.stderr };
  const documents = parseAllDocuments(run.stdout).flatMap((document) => {
    if (document.errors.length > 0) throw document.errors[0] ?? new Error('No YAML.');
    const value: unknown = document.toJS();
    return value === null ? [] : [manifestSchema.parse(value)];
  });
  return { manifests: documents, text: run.stdout, refusal: '' };
};

/** @throws Error with helm's words where it refused. */
export const manifestsOf = (...values: readonly string[]): readonly Manifest[] => {
  const { manifests, refusal } = render(...values);
  if (!manifests) throw new Error(refusal);
  return manifests;
};

export const lint = (values: string): { readonly isFine: boolean; readonly output: string } => {
  const run = spawnSync(
    tool('helm'),
    [
      'lint',
      '--strict',
      CHART,
      '--kube-version',
      KUBE_VERSION,
      '-f',
      join(CHART, 'ci', `${values}-values.yaml`),
    ],
    { encoding: 'utf8' },
  );
  return { isFine: run.status === 0, output: run.stdout + run.stderr };
};

/** The sets of values that are tried: the files of `ci/`. */
export const VALUE_SETS = readdirSync(join(CHART, 'ci')).map((file) =>
  file.replace('-values.yaml', ''),
);

const containerSchema = z.looseObject({
  name: z.string(),
  args: z.array(z.string()).default([]),
  env: z
    .array(
      z.looseObject({
        name: z.string(),
        value: z.string().optional(),
        valueFrom: z.unknown().optional(),
      }),
    )
    .default([]),
  securityContext: z.record(z.string(), z.unknown()),
  resources: z.looseObject({
    requests: z.record(z.string(), z.unknown()),
    limits: z.record(z.string(), z.unknown()),
  }),
});
const podSchema = z.looseObject({
  automountServiceAccountToken: z.boolean(),
  securityContext: z.record(z.string(), z.unknown()),
  containers: z.array(containerSchema).min(1),
  volumes: z.array(z.record(z.string(), z.unknown())).default([]),
});
export type PodSpec = z.infer<typeof podSchema>;

const templated = z.looseObject({
  spec: z.looseObject({ template: z.looseObject({ spec: podSchema }) }),
});

/** The pod of what makes pods; `null` for what makes none. */
export const podOf = (manifest: Manifest): PodSpec | null => {
  if (manifest.kind === 'Pod') return podSchema.parse(manifest['spec']);
  return ['Deployment', 'StatefulSet', 'Job'].includes(manifest.kind)
    ? templated.parse(manifest).spec.template.spec
    : null;
};
