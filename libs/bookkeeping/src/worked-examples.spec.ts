import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { showExample, WORKED_EXAMPLES } from './worked-examples.features.js';

const page = readFileSync(
  join(import.meta.dirname, '../../../docs/how-an-order-becomes-documents.md'),
  'utf8',
);

describe('docs/how-an-order-becomes-documents.md', () => {
  it.each(WORKED_EXAMPLES)('shows what the product makes of $title', (example) => {
    expect(page).toContain(`\n\n\`\`\`text\n${showExample(example)}\n\`\`\`\n`);
  });
});
