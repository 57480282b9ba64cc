import { runProcess } from '@ml-connector/platform';
import { mapping } from './index.js';

await runProcess('mapping', [mapping]);
