import { runProcess } from '@ml-connector/platform';
import { audit } from './index.js';

await runProcess('audit', [audit]);
