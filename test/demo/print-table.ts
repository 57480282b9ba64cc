import type { DemoRow, TieOut } from './tie-out.js';

const COLUMNS = [
  'order',
  'customer',
  'store total',
  'document',
  'number',
  'QuickBooks total',
  'state',
] as const;
const WIDTHS = [6, 22, 12, 9, 8, 17, 44] as const;

const money = (cents: number): string =>
  `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;

const line = (cells: readonly string[]): string =>
  cells
    .map((cell, index) => {
      const width = WIDTHS[index] ?? 10;
      const cut = cell.length > width ? `${cell.slice(0, width - 1)}…` : cell;
      return index === 2 || index === 5 ? cut.padStart(width) : cut.padEnd(width);
    })
    .join('  ')
    .trimEnd();

const cellsOf = ({ order, sale, creditCents, state }: DemoRow): readonly string[] => [
  order.number,
  order.customerName || '(guest)',
  `${money(order.total)} ${order.currency}`,
  sale ? 'Invoice' : '-',
  sale?.refNumber ?? '-',
  sale ? money(sale.totalCents) : '-',
  creditCents > 0 ? `${state}, refunded ${money(creditCents)}` : state,
];

/** The table and the tie-out, as the demo shows them. */
export const printTable = ({ rows, storeCents, booksCents }: TieOut): void => {
  console.log(`\n${line(COLUMNS)}`);
  console.log(line(WIDTHS.map((width) => '-'.repeat(width))));
  for (const row of rows) console.log(line(cellsOf(row)));
  console.log(
    `\nTie-out: the shop sold ${storeCents} cents (refunds deducted), the books hold ${booksCents} cents, difference ${booksCents - storeCents} cents.`,
  );
};
