import { runProcess } from '@ml-connector/platform';
import { gateway } from './index.js';

await runProcess('gateway', [gateway]);
