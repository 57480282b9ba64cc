import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readEvents } from '../event-log-file.js';
import { judge, printVerdict } from '../verdict.js';

/**
 * `npm run check-books -- --store URL --company URL --data DIR`: holds a running store simulator, a running company file
 * simulator and a data directory against each other, with no code of the product. Ends with 1 where they disagree.
 */
const { values } = parseArgs({
  options: {
    store: { type: 'string' },
    company: { type: 'string' },
    data: { type: 'string' },
    currency: { type: 'string', default: 'EUR' },
  },
});
const { store, company, data, currency } = values;
if (store === undefined || company === undefined || data === undefined) {
  console.error('check-books --store URL --company URL --data DIRECTORY [--currency EUR]');
  process.exit(2);
}

const read = async <Value>(url: string, schema: z.ZodType<Value>): Promise<Value> =>
  schema.parse(await (await fetch(url)).json());

const ledger = z.object({
  orders: z.array(
    z.object({
      id: z.number(),
      number: z.string(),
      status: z.string(),
      currency: z.string(),
      total: z.number(),
    }),
  ),
});
const documents = z.array(
  z.object({
    txnId: z.string(),
    kind: z.string(),
    refNumber: z.string().optional(),
    memo: z.string(),
    totalCents: z.number(),
    voided: z.boolean(),
  }),
);
const journal = z.array(
  z.object({
    messageSetId: z.string().optional(),
    requestHash: z.string(),
    type: z.string(),
    status: z.number(),
    repeated: z.boolean(),
  }),
);
const deletions = z.array(z.object({ id: z.string() }));

const verdict = judge(
  {
    orders: (await read(`${store}/__sim/ledger`, ledger)).orders,
    documents: await read(`${company}/documents`, documents),
    journal: await read(`${company}/journal`, journal),
    deleted: (await read(`${company}/deletions`, deletions)).map(({ id }) => id),
    events: readEvents(data),
  },
  currency,
);
for (const fault of verdict.faults) console.error(fault);
console.log(printVerdict(verdict));
process.exitCode = verdict.faults.length === 0 ? 0 : 1;
