import { z } from 'zod';
import { openChildLog, say } from './open-log.child.js';

const WRITERS = 8;

const child = await openChildLog();
const notes = child.store.collection({
  name: 'crash-notes',
  schema: z.object({ text: z.string(), number: z.number() }),
  indexes: { byNumber: ['number'] },
});

/** Appends and inserts for ever, and says what was acknowledged. */
const write = async (writer: number): Promise<void> => {
  for (let number = 0; ; number += 1) {
    const text = `${process.pid}-${writer}-${number}`;
    const { partition, offset } = await child.append(text);
    say(`appended ${partition} ${offset} ${text}`);
    await notes.insert(text, { text, number });
    say(`inserted ${text}`);
  }
};

say('started');
await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
