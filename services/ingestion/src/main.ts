import { runProcess } from '@ml-connector/platform';
import { ingestion } from './index.js';

await runProcess('ingestion', [ingestion]);
