// Turns a Kubernetes OpenAPI v2 document (swagger) and CRD YAML/JSON files into the strict layout that kubeconform reads:
//   OUT/<kind>-<first part of group>-<version>.json         (-schema-location 'OUT/{{.ResourceKind}}{{.KindSuffix}}.json')
// usage: node openapi-to-jsonschema.mjs OUT swagger.json [crd.json|crd.yaml ...]
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
const [out, swaggerFile, ...crdFiles] = process.argv.slice(2);
mkdirSync(out, { recursive: true });

const INT_OR_STRING = { oneOf: [{ type: 'string' }, { type: 'integer' }] };
const QUANTITY = { oneOf: [{ type: 'string' }, { type: 'number' }] };
const special = {
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': INT_OR_STRING,
  'io.k8s.apimachinery.pkg.api.resource.Quantity': QUANTITY,
};

function strict(node, isProps = false) {
  if (Array.isArray(node)) return node.map((n) => strict(n));
  if (node === null || typeof node !== 'object') return node;
  const o = {};
  for (const [k, v] of Object.entries(node)) {
    if (
      !isProps &&
      (k.startsWith('x-kubernetes-') ||
        k === 'description' ||
        k === 'example' ||
        k === 'default' ||
        k === 'nullable')
    )
      continue;
    o[k] = k === 'enum' || k === 'required' ? v : strict(v, !isProps && k === 'properties');
  }
  if (isProps) return o;
  if (node['x-kubernetes-int-or-string'] || node.format === 'int-or-string')
    return { ...INT_OR_STRING };
  if (o.properties) {
    const required = new Set(o.required ?? []);
    // the server takes null for a field that is not required, and drops it
    for (const [k, v] of Object.entries(o.properties))
      if (!required.has(k) && typeof v.type === 'string' && !v.enum)
        o.properties[k] = { ...v, type: [v.type, 'null'] };
    if (!('additionalProperties' in o) && !node['x-kubernetes-preserve-unknown-fields'])
      o.additionalProperties = false;
  }
  if (node['x-kubernetes-embedded-resource'] && o.properties === undefined) o.type = 'object';
  return o;
}

const fileOf = (kind, group, version) => {
  const g = group.split('.')[0];
  return [kind, ...(g ? [g] : []), version].join('-').toLowerCase() + '.json';
};
let n = 0;
function emit(kind, group, version, schema, definitions) {
  const apiVersion = group ? `${group}/${version}` : version;
  const doc = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...schema,
    properties: {
      ...schema.properties,
      apiVersion: { type: 'string', enum: [apiVersion] },
      kind: { type: 'string', enum: [kind] },
    },
    required: [...new Set([...(schema.required ?? []), 'apiVersion', 'kind'])],
    ...(definitions ? { definitions } : {}),
  };
  writeFileSync(`${out}/${fileOf(kind, group, version)}`, JSON.stringify(doc));
  n++;
}

const swagger = JSON.parse(readFileSync(swaggerFile, 'utf8'));
const defs = {};
for (const [name, d] of Object.entries(swagger.definitions))
  defs[name] = special[name] ?? strict(d);
const refsIn = (x, acc) => {
  JSON.stringify(x, (k, v) => {
    if (k === '$ref' && typeof v === 'string') acc.add(v.replace('#/definitions/', ''));
    return v;
  });
  return acc;
};
for (const [name, raw] of Object.entries(swagger.definitions)) {
  for (const gvk of raw['x-kubernetes-group-version-kind'] ?? []) {
    if (!defs[name].properties) continue;
    if (raw['x-kubernetes-group-version-kind'].length > 1) continue; // DeleteOptions, WatchEvent: never in a chart
    const seen = new Set(),
      todo = [...refsIn(defs[name], new Set())];
    while (todo.length) {
      const r = todo.pop();
      if (seen.has(r)) continue;
      seen.add(r);
      todo.push(...refsIn(defs[r], new Set()));
    }
    const closure = Object.fromEntries([...seen].map((r) => [r, defs[r]]));
    emit(gvk.kind, gvk.group, gvk.version, defs[name], closure);
  }
}
if (crdFiles.length) {
  const yaml = createRequire(process.cwd() + '/')('yaml');
  for (const f of crdFiles)
    for (const d of yaml.parseAllDocuments(readFileSync(f, 'utf8'))) {
      const crd = d.toJS();
      if (crd?.kind !== 'CustomResourceDefinition') continue;
      for (const v of crd.spec.versions) {
        const s = strict(v.schema.openAPIV3Schema);
        s.properties.metadata = { type: 'object' };
        emit(crd.spec.names.kind, crd.spec.group, v.name, s);
      }
    }
}
console.log(`${n} schemas in ${out}`);
