import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { WORKSPACE_ROOT } from '../harness/product-process.js';
import { CHART, lint, type Manifest, manifestsOf, podOf, render, VALUE_SETS } from './helm.js';

const read = (path: string): string => readFileSync(join(WORKSPACE_ROOT, path), 'utf8');
const SERVICES = ['ingestion', 'mapping', 'gateway', 'audit', 'console'];

const of = (manifests: readonly Manifest[], kind: string): readonly Manifest[] =>
  manifests.filter((manifest) => manifest.kind === kind);
const named = (manifests: readonly Manifest[], kind: string, name: string): Manifest => {
  const found = of(manifests, kind).find(({ metadata }) => metadata.name === name);
  if (!found) throw new Error(`There is no ${kind} ${name}.`);
  return found;
};
const dataOf = (manifest: Manifest): Readonly<Record<string, string>> =>
  z.record(z.string(), z.string()).parse(manifest['data']);

describe.each(VALUE_SETS)('the chart with the values %s', (values) => {
  it('passes helm lint', () => {
    expect(lint(values)).toEqual({ isFine: true, output: expect.any(String) });
  });

  it('gives each thing a name of its own, of at most 63 characters', () => {
    const names = manifestsOf(values).map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    expect(names).toEqual([...new Set(names)]);
    expect(names.filter((name) => (name.split('/')[1] ?? '').length > 63)).toEqual([]);
  });

  it('makes only pods that Pod Security "restricted" admits, with a read-only root and requests', () => {
    const pods = manifestsOf(values).flatMap((manifest) => podOf(manifest) ?? []);
    expect(pods.length).toBeGreaterThan(1);
    for (const pod of pods) {
      expect(pod.automountServiceAccountToken).toBe(false);
      expect(pod.securityContext).toMatchObject({
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      for (const { securityContext, resources } of pod.containers) {
        expect(securityContext).toMatchObject({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        expect(Object.keys(resources.requests).toSorted()).toEqual(['cpu', 'memory']);
        expect(resources.limits).toHaveProperty('memory');
      }
      const kinds = pod.volumes.flatMap((volume) => Object.keys(volume));
      expect(kinds.filter((kind) => !['name', 'emptyDir', 'secret'].includes(kind))).toEqual([]);
    }
  });

  it('starts only programs that the build makes', () => {
    const entries = manifestsOf(values)
      .flatMap((manifest) => podOf(manifest)?.containers ?? [])
      .flatMap(({ args }) => args)
      .filter((argument) => argument.startsWith('services/'));
    expect(entries.length).toBeGreaterThan(0);
    expect(entries.filter((entry) => !existsSync(join(WORKSPACE_ROOT, entry)))).toEqual([]);
  });

  it('sets only variables that the product reads', () => {
    const known = new Set(
      readdirSync(join(WORKSPACE_ROOT, 'libs/platform/src'))
        .filter((file) => file.endsWith('config.ts'))
        .flatMap((file) => read(`libs/platform/src/${file}`).match(/\bML_[A-Z_]+\b/g) ?? []),
    );
    const set = manifestsOf(values).flatMap((manifest) => [
      ...(manifest.kind === 'ConfigMap' ? Object.keys(dataOf(manifest)) : []),
      ...(podOf(manifest)?.containers ?? []).flatMap(({ env }) => env.map(({ name }) => name)),
    ]);
    const ours = set.filter((name) => name.startsWith('ML_'));
    expect(ours.length).toBeGreaterThan(5);
    expect(ours.filter((name) => !known.has(name))).toEqual([]);
  });

  it('keeps every secret out of ConfigMaps and pods', () => {
    const manifests = manifestsOf(values);
    const settings = of(manifests, 'ConfigMap').filter(({ metadata }) =>
      /-(?:settings|prepare)$/.test(metadata.name),
    );
    const secret = /TOKEN|PASSWORD|ENCRYPTION|USERNAME|MONGODB_URI/;
    expect(
      settings.flatMap((map) => Object.keys(dataOf(map))).filter((name) => secret.test(name)),
    ).toEqual([]);
    const plain = manifests
      .filter(({ kind }) => ['Deployment', 'StatefulSet', 'Pod'].includes(kind))
      .flatMap((manifest) => podOf(manifest)?.containers ?? [])
      .flatMap(({ env }) => env)
      .filter(({ name, value }) => secret.test(name) && value !== undefined);
    expect(plain).toEqual([]);
  });
});

describe('mode distributed', () => {
  const manifests = manifestsOf('distributed');

  it.each(SERVICES)('runs %s with what it needs around it', (service) => {
    for (const kind of [
      'Deployment',
      'Service',
      'ServiceAccount',
      'PodDisruptionBudget',
      'NetworkPolicy',
    ])
      expect(named(manifests, kind, `shop-ml-connector-${service}`).metadata.labels).toMatchObject({
        'app.kubernetes.io/component': service,
        'app.kubernetes.io/instance': 'shop',
      });
    const { spec } = z
      .looseObject({
        spec: z.looseObject({
          template: z.looseObject({
            spec: z.looseObject({
              topologySpreadConstraints: z.array(z.looseObject({ topologyKey: z.string() })),
              containers: z.array(
                z.looseObject({
                  startupProbe: z.unknown(),
                  livenessProbe: z.looseObject({ httpGet: z.unknown() }),
                  readinessProbe: z.looseObject({ httpGet: z.unknown() }),
                }),
              ),
            }),
          }),
        }),
      })
      .parse(named(manifests, 'Deployment', `shop-ml-connector-${service}`));
    const [container] = spec.template.spec.containers;
    expect(container?.livenessProbe.httpGet).toEqual({ path: '/health/live', port: 'admin' });
    expect(container?.readinessProbe.httpGet).toEqual({ path: '/health/ready', port: 'admin' });
    expect(
      spec.template.spec.topologySpreadConstraints.map(({ topologyKey }) => topologyKey),
    ).toEqual(['topology.kubernetes.io/zone', 'kubernetes.io/hostname']);
  });

  it('prepares topics and indexes before anything starts, also before a rollback', () => {
    const { annotations } = named(manifests, 'Job', 'shop-ml-connector-prepare').metadata;
    expect(annotations['helm.sh/hook']).toBe('pre-install,pre-upgrade,pre-rollback');
    const needed = of(manifests, 'ConfigMap').find(({ metadata }) =>
      metadata.name.endsWith('-prepare'),
    );
    expect(Number(needed?.metadata.annotations['helm.sh/hook-weight'])).toBeLessThan(
      Number(annotations['helm.sh/hook-weight']),
    );
  });

  it('opens two addresses to the internet, each with its own limits, and neither console nor probes', () => {
    const paths = of(manifests, 'Ingress').flatMap((ingress) =>
      [...JSON.stringify(ingress).matchAll(/"path":"([^"]+)"/g)].map(([, path = '']) => path),
    );
    expect(paths.toSorted()).toEqual(['/qbwc', '/webhooks']);
    const qbwc = named(manifests, 'Ingress', 'shop-ml-connector-qbwc');
    expect(qbwc.metadata.annotations).toMatchObject({
      'nginx.ingress.kubernetes.io/proxy-body-size': '10m',
      'nginx.ingress.kubernetes.io/proxy-read-timeout': '120',
    });
    expect(qbwc['spec']).toMatchObject({
      tls: [{ hosts: ['connector.example.com'], secretName: 'connector-tls' }],
    });
  });

  it('makes keys that outlive the release, and none where a secret is given', () => {
    const secret = named(manifests, 'Secret', 'shop-ml-connector-secrets');
    expect(secret.metadata.annotations['helm.sh/resource-policy']).toBe('keep');
    const keys = Buffer.from(dataOf(secret)['encryption-keys'] ?? '', 'base64').toString();
    const [id, key = ''] = keys.split(':');
    expect([id, Buffer.from(key, 'base64').length]).toEqual(['k1', 32]);
    expect(of(manifestsOf('everything'), 'Secret')).toEqual([]);
  });

  it('lets the console be reached by pods of the release only, and no service but two reach the internet', () => {
    const policies = of(manifests, 'NetworkPolicy');
    const reaching = policies
      .filter((policy) => JSON.stringify(policy).includes('0.0.0.0/0'))
      .map(({ metadata }) => metadata.labels['app.kubernetes.io/component'] ?? '');
    expect(reaching.toSorted()).toEqual(['console', 'ingestion']);
    expect(named(manifests, 'NetworkPolicy', 'shop-ml-connector-console')['spec']).toMatchObject({
      ingress: [
        { from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'shop' } } }] },
        { ports: [{ port: 'admin' }] },
      ],
    });
  });

  it('never changes a selector, whatever the values', () => {
    const selectorsOf = (...values: readonly string[]) =>
      manifestsOf(...values)
        .filter(({ kind }) => kind === 'Deployment')
        .map(
          (manifest) =>
            z.looseObject({ spec: z.looseObject({ selector: z.unknown() }) }).parse(manifest).spec
              .selector,
        );
    expect(selectorsOf('everything')).toEqual(selectorsOf('distributed'));
  });

  it('restarts pods when a setting changes', () => {
    const checksums = (...values: readonly string[]): readonly string[] =>
      [...render(...values).text.matchAll(/checksum\/settings: (\w+)/g)].map(([, sum = '']) => sum);
    expect(checksums('distributed')).toHaveLength(SERVICES.length);
    expect(checksums('distributed', 'settings.logLevel="debug"')).not.toEqual(
      checksums('distributed'),
    );
  });

  it('scales by lag in groups and topics that exist', () => {
    const scaled = JSON.stringify(of(manifestsOf('everything', 'kafka.prefix=""'), 'ScaledObject'));
    const groups = new Set(
      [...scaled.matchAll(/"consumerGroup":"([^"]+)"/g)].map(([, group = '']) => group),
    );
    const topics = new Set(
      [...scaled.matchAll(/"topic":"([^"]+)"/g)].map(([, topic = '']) => topic),
    );
    const declared = ['mapping', 'audit']
      .map((service) => read(`services/${service}/src/service.ts`))
      .join('\n');
    expect([...groups].filter((group) => !declared.includes(`'${group}'`))).toEqual([]);
    const spelt = read('libs/contracts/src/topics.ts');
    expect([...topics].filter((topic) => !spelt.includes(`'${topic}'`))).toEqual([]);
    expect(groups.size).toBeGreaterThan(3);
  });

  it('leaves the number of replicas to who scales', () => {
    const replicas = of(manifestsOf('everything'), 'Deployment').map(
      ({ spec }) => z.looseObject({ replicas: z.number().optional() }).parse(spec).replicas,
    );
    expect(replicas).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });
});

describe('mode standalone', () => {
  it('is one pod with a volume, behind the same two addresses', () => {
    const manifests = manifestsOf('standalone');
    expect(of(manifests, 'Deployment')).toEqual([]);
    expect(of(manifests, 'Job')).toEqual([]);
    expect(named(manifests, 'StatefulSet', 'shop-ml-connector-standalone')['spec']).toMatchObject({
      replicas: 1,
      volumeClaimTemplates: [{ spec: { resources: { requests: { storage: '10Gi' } } } }],
    });
    const backends = of(manifests, 'Ingress').flatMap((ingress) =>
      [...JSON.stringify(ingress).matchAll(/"service":\{"name":"([^"]+)"/g)].map(
        ([, name]) => name,
      ),
    );
    expect(backends).toEqual(['shop-ml-connector-standalone', 'shop-ml-connector-standalone']);
  });
});

describe('values that cannot work are refused in a sentence', () => {
  it.each([
    [['publicUrl=""'], /publicUrl is missing/],
    [['kafka.brokers=[]'], /kafka\.brokers is missing.*mode=standalone/],
    [['mongodb.existingSecret=""'], /mongodb\.existingSecret is missing/],
    [['kafka.replication=1'], /loses orders.*kafka\.singleNode=true/],
    [['kafka.sasl.mechanism="plain"'], /kafka\.sasl\.existingSecret is missing/],
    [['ingress.qbwc.tls.secretName=""'], /the Web Connector refuses plain HTTP/],
    [['telemetry.enabled=true'], /telemetry\.endpoint is missing/],
    [['keda.enabled=true', 'services.audit.autoscaling.enabled=true'], /exclude each other/],
    [['kafka.brokers=["kafka"]'], /kafka\/brokers|kafka\.brokers/],
    [['services.gateway.replica=3'], /replica/],
    [['pod.securityContext.runAsNonRoot=false'], /runAsNonRoot/],
    [['mode="cluster"'], /mode/],
  ])('%j', (values, sentence) => {
    const { manifests, refusal } = render('distributed', ...values);
    expect(manifests).toBeNull();
    expect(refusal).toMatch(sentence);
  });
});

describe('the pages', () => {
  it('name a runbook for every alert, and no metric that is not on its page', () => {
    const rules = read('charts/ml-connector/files/rules.yaml');
    const runbooks = [...rules.matchAll(/runbook_url: RUNBOOKS\/(.+)$/gm)].map(
      ([, file = '']) => file,
    );
    const alerts = rules.match(/- alert: /g) ?? [];
    expect(runbooks).toHaveLength(alerts.length);
    expect(
      runbooks.filter((file) => !existsSync(join(WORKSPACE_ROOT, 'docs/runbooks', file))),
    ).toEqual([]);
    const boards = readdirSync(join(CHART, 'files/dashboards')).map((file) =>
      read(`charts/ml-connector/files/dashboards/${file}`),
    );
    const page = read('docs/metrics.md');
    const metrics = [rules, ...boards]
      .flatMap((text) => text.match(/ml_connector_\w+/g) ?? [])
      .map((name) => name.replace(/_(?:bucket|sum|count)$/, ''));
    expect(metrics.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
    expect(boards.length).toBeGreaterThan(0);
  });

  it('tell every value of the chart', () => {
    const page = read('charts/ml-connector/README.md');
    const paths = leavesOf(parse(read('charts/ml-connector/values.yaml')));
    expect(paths.length).toBeGreaterThan(100);
    expect(paths.filter((path) => !page.includes(`\`${generic(path)}\``))).toEqual([]);
  });
});

/** Paths of what is no object, or an empty one. */
const leavesOf = (value: unknown, path: readonly string[] = []): readonly string[] => {
  const entries =
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value)
      : [];
  return entries.length === 0
    ? [path.join('.')]
    : entries.flatMap(([key, inner]) => leavesOf(inner, [...path, key.replaceAll('.', '\\.')]));
};

/** The services have the same values; an ingress may have any annotations, a resource any amounts. */
const generic = (path: string): string =>
  path
    .replace(/^services\.\w+/, 'services.<name>')
    .replace(/^ingress\.\w+/, 'ingress.<name>')
    .replace(/\.annotations\..*$/, '.annotations')
    .replace(/\.labels\..*$/, '.labels')
    .replace(/\.resources\..*$/, '.resources')
    .replace(/^pod\.securityContext\..*$/, 'pod.securityContext');
