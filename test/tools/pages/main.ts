import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { WRITTEN_PAGES } from './written-pages.js';

for (const [path, page] of Object.entries(WRITTEN_PAGES))
  writeFileSync(resolve(path), page(resolve('.')));
