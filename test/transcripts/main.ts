import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { playCases } from './play-cases.js';
import { writeTranscript } from './transcript.js';
import { WORKSPACE_ROOT } from '../harness/product-process.js';

/** `npm run transcripts`: records every dialogue of the simulator anew and shows what is different. */
const directory = join(WORKSPACE_ROOT, 'test/transcripts/corpus');
for (const transcript of playCases()) {
  writeFileSync(join(directory, `${transcript.name}.txt`), writeTranscript(transcript));
}
const dialogues = join(WORKSPACE_ROOT, 'services/gateway/src/world/dialogues');
const { status } = spawnSync(
  'git',
  ['--no-pager', 'diff', '--stat', '-p', '--', directory, dialogues],
  { stdio: 'inherit' },
);
process.exitCode = status ?? 1;
