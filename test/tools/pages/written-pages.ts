import { codesPage } from './codes-page.js';
import { decisionsPage } from './decisions-page.js';
import { reasonsPage } from './reasons-page.js';
import { rulesPage } from './rules-page.js';

/** The pages under `docs` that are written from data, by path; each is told where the workspace lies. */
export const WRITTEN_PAGES: Readonly<Record<string, (workspace: string) => string>> = {
  'docs/rules.md': rulesPage,
  'docs/reasons.md': reasonsPage,
  'docs/quickbooks-codes.md': codesPage,
  'docs/decisions/README.md': decisionsPage,
};
