import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  isRequestType,
  REQUEST_TYPES,
  requestTable,
  type Particle as ProductParticle,
} from '@ml-connector/qbxml';
import { describe, expect, it } from 'vitest';
import { WORKSPACE_ROOT } from '../harness/product-process.js';
import { REQUEST_TABLES } from '../simulators/company/index.js';

type SimulatorRule = NonNullable<ReturnType<typeof REQUEST_TABLES.get>>[number];

/** The elements of both transcriptions, in order, one line each: `path type(length) since`. */
function productLines(particles: readonly ProductParticle[], path = ''): string[] {
  return particles.flatMap((particle): string[] => {
    if (particle.kind === 'choice') {
      return particle.alternatives.flatMap((one) => productLines(one.particles, path));
    }
    const name = `${path}${particle.name}`;
    const { content } = particle;
    if (content.kind === 'sequence')
      return [`${name} group`, ...productLines(content.particles, `${name}/`)];
    const values = content.values === undefined ? '' : [...content.values].toSorted().join(',');
    return [`${name} ${content.type}${values} ${content.maxLength ?? '-'}`];
  });
}

function simulatorLines(rules: readonly SimulatorRule[], path = ''): string[] {
  return rules.flatMap((rule): string[] => {
    if (rule.kind === 'choice')
      return rule.alternatives.flatMap((one) => simulatorLines(one, path));
    const name = `${path}${rule.name}`;
    if (rule.content !== undefined)
      return [`${name} group`, ...simulatorLines(rule.content, `${name}/`)];
    const length = Number.isFinite(rule.length) ? rule.length : '-';
    return [`${name} ${rule.type}${[...rule.choices].toSorted().join(',')} ${length}`];
  });
}

function bodyOf(type: string): readonly SimulatorRule[] {
  const rules = REQUEST_TABLES.get(`${type}Rq`) ?? [];
  const [first] = rules;
  const wrapped = first?.kind === 'element' && first.name === type;
  return wrapped ? (first.content ?? []) : rules;
}

/** Every source of the product but that of the tables themselves and of its tests. */
const sources = globSync(['libs/*/src/**/*.ts', 'services/*/src/**/*.ts'], { cwd: WORKSPACE_ROOT })
  .filter((path) => !/libs.qbxml|\.(spec|features)\.ts$/.test(path))
  .map((path) => readFileSync(join(WORKSPACE_ROOT, path), 'utf8'))
  .join('\n');

/** Elements of requests whose names end as those of requests do. */
const NO_REQUESTS: ReadonlySet<string> = new Set([
  'LineAdd',
  'InvoiceLineAdd',
  'SalesReceiptLineAdd',
  'SalesOrderLineAdd',
  'CreditMemoLineAdd',
  'AppliedToTxnAdd',
  'RefundAppliedToTxnAdd',
  'ApplyCheckToTxnAdd',
]);

describe('the two transcriptions of the qbXML tables', () => {
  const shared = REQUEST_TYPES.filter((type) => REQUEST_TABLES.has(`${type}Rq`));

  const unplayed = REQUEST_TYPES.filter((type) => !shared.includes(type));

  it('differ in these requests only, which the product has tables for and does not send', () => {
    expect(unplayed).toEqual([
      'ItemSubtotalAdd',
      'ItemSalesTaxGroupQuery',
      'ItemSubtotalQuery',
      'ClassAdd',
      'TermsQuery',
      'CustomerMsgQuery',
      'CurrencyQuery',
      'ReceivePaymentMod',
      'ListDel',
      'TransactionQuery',
      'ClearedStatusMod',
      'DataExtDefQuery',
    ]);
    expect(unplayed.filter((type) => sources.includes(`'${type}'`))).toEqual([]);
  });

  it('know every request that the product names', () => {
    const named = [...sources.matchAll(/'([A-Z]\w+(?:Add|Mod|Query|Del|Void))'/g)].map(
      ([, type = '']) => type,
    );
    const wanted = new Set(named.filter((type) => !NO_REQUESTS.has(type)));
    expect(wanted.size).toBeGreaterThan(10);
    expect([...wanted].filter((type) => !REQUEST_TABLES.has(`${type}Rq`))).toEqual([]);
    expect([...wanted].filter((type) => !isRequestType(type))).toEqual([]);
  });

  it.each(shared)('agree on the elements of %s, their order, types and lengths', (type) => {
    const product = productLines(requestTable(type)?.fields.particles ?? []);
    expect(simulatorLines(bodyOf(type))).toEqual(product);
  });
});
