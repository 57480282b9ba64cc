import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'docs/decisions';

export interface DecisionRecord {
  readonly file: string;
  readonly number: string;
  readonly title: string;
}

/** The records by number; the title is the first line's, after the number. */
export const decisionRecords = (workspace: string): readonly DecisionRecord[] =>
  readdirSync(join(workspace, FOLDER))
    .filter((file) => file !== 'README.md')
    .toSorted()
    .map((file) => {
      const [first = ''] = readFileSync(join(workspace, FOLDER, file), 'utf8').split('\n', 1);
      const [, number = '', title = ''] = /^# (\d{4}): (.+)$/.exec(first) ?? [];
      return { file, number, title };
    });

/** `docs/decisions/README.md`: the index of the records. */
export const decisionsPage = (workspace: string): string =>
  `# Decisions

A choice among options gets a record of one page: context, decision, consequences. A record is not rewritten when the choice changes; a new one says what it replaces.

${decisionRecords(workspace)
  .map(({ file, number, title }) => `- [${number}: ${title}](${file})`)
  .join('\n')}
`;
