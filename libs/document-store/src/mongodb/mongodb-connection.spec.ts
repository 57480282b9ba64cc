import mongoose from 'mongoose';
import { expect, it } from 'vitest';
import { connectOptions } from './mongodb-connection.js';

it.each([
  '',
  '?readPreference=secondaryPreferred&readConcernLevel=local',
  '?w=1&journal=false',
  '?w=0&maxPoolSize=5000',
])(
  'reads from the primary what the majority has, writes to the majority, and keeps its bounds, though the URI says %j',
  (query) => {
    const uri = `mongodb://127.0.0.1:1/books${query}`;
    const { autoIndex, autoCreate, bufferCommands, ...driver } = connectOptions({ uri });
    const { options } = new mongoose.mongo.MongoClient(uri, driver);
    expect([autoIndex, autoCreate, bufferCommands]).toEqual([false, false, false]);
    expect(options).toMatchObject({
      readPreference: { mode: 'primary' },
      readConcern: { level: 'majority' },
      writeConcern: { w: 'majority', journal: true },
      maxPoolSize: 20,
    });
    expect(options.socketTimeoutMS).toBeGreaterThan(0);
    expect(options.waitQueueTimeoutMS).toBeGreaterThan(0);
  },
);
