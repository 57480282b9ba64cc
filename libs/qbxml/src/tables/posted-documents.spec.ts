import { describe, expect, it } from 'vitest';
import { toVersion } from '../language/version.js';
import type { ElementRule, Particle } from './content-model.js';
import { requestTable, type RequestType } from './request-tables.js';

/* What these files hold was compared, element by element, with the schema. A table may change; not by accident. */

const POSTED: readonly RequestType[] = [
  'CustomerAdd',
  'CustomerMod',
  'OtherNameAdd',
  'OtherNameMod',
  'ItemServiceAdd',
  'ItemOtherChargeAdd',
  'ItemDiscountAdd',
  'ItemSalesTaxAdd',
  'ItemNonInventoryAdd',
  'InvoiceAdd',
  'InvoiceMod',
  'SalesReceiptAdd',
  'SalesOrderAdd',
  'CreditMemoAdd',
  'ReceivePaymentAdd',
  'ARRefundCreditCardAdd',
  'CheckAdd',
  'TxnVoid',
];

describe('the table of a request that changes books', () => {
  it.each(POSTED)('of %s has the order, limits and versions that were compared', async (type) => {
    const lines = requestTable(type)?.fields.particles.flatMap(describeParticle) ?? [];
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`golden/${type}.txt`);
  });
});

const describeParticle = (particle: Particle): readonly string[] => {
  const occurrence = particle.required
    ? particle.repeats
      ? '+'
      : '!'
    : particle.repeats
      ? '*'
      : '?';
  if (particle.kind === 'element') return describeElement(particle, occurrence);
  const alternatives = particle.alternatives.map(({ particles }, index) => [
    index === 0 ? '(' : '|',
    ...indent(particles.flatMap(describeParticle)),
  ]);
  return [...alternatives.flat(), `)${occurrence}`];
};

const describeElement = (element: ElementRule, occurrence: string): readonly string[] => {
  const { name, content, since } = element;
  const suffix = `${occurrence}${since > 0 ? ` since ${toVersion(since)}` : ''}`;
  if (content.kind === 'sequence')
    return [`${name} ${suffix}`, ...indent(content.particles.flatMap(describeParticle))];
  const limit = content.maxLength === undefined ? '' : ` ${content.maxLength}`;
  const values = content.values === undefined ? '' : ` ${[...content.values].join(' ')}`;
  return [`${name} ${content.type}${limit}${values} ${suffix}`];
};

const indent = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);
