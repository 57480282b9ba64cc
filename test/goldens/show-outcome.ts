import type { Outcome, PostedEntry } from '../books/in-process-books.js';
import type { DocumentView, LineView } from '../simulators/company/index.js';
import { amountOf } from '../simulators/company/transactions/cents.js';

/** What became of an order, as the company file holds it. */
export const showOutcome = ({ skipped, posted, held }: Outcome): readonly string[] => [
  ...(skipped === null ? [] : [`Nothing is posted: ${skipped}`]),
  ...held.map(
    ({ planned, reason }) =>
      `Held: ${planned.kind} ${planned.refNumber ?? planned.source.number}, ${reason.code}: ${reason.detail}`,
  ),
  ...posted.flatMap(showEntry),
];

const showEntry = ({ planned, view, qbxml, name }: PostedEntry): readonly string[] =>
  view
    ? showDocument(view)
    : [`${planned.object} ${name ?? ''}${qbxml === null ? ', stands already' : ''}`];

const showDocument = (view: DocumentView): readonly string[] => [
  `${view.kind} ${view.refNumber ?? ''}, ${view.date}, ${amountOf(view.totalCents)} (lines ${amountOf(view.subtotalCents)}, tax by QuickBooks ${amountOf(view.taxCents)}), still open ${amountOf(view.openCents)}, ${view.customer ?? ''}`,
  `  ${view.memo}`,
  ...view.lines.map(showLine),
];

const showLine = ({ amountCents, quantity, item, desc, taxCode }: LineView): string =>
  `  ${amountOf(amountCents ?? 0).padStart(10)}  ${(quantity ?? '').padStart(5)}  ${item ?? ''} [${taxCode ?? ''}] ${short(desc ?? '')}`.trimEnd();

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text);
