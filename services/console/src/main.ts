import { runProcess } from '@ml-connector/platform';
import { console } from './service.js';

await runProcess('console', [console]);
