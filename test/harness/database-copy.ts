import mongoose, { type Connection } from 'mongoose';

/** Everything that a database holds, as a dump would. */
export type DatabaseCopy = ReadonlyMap<string, readonly object[]>;

const withDatabase = async <Result>(
  { uri, database }: { readonly uri: string; readonly database: string },
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> => {
  const connection = await mongoose.createConnection(uri, { dbName: database }).asPromise();
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
};

export const copyDatabase = (of: {
  readonly uri: string;
  readonly database: string;
}): Promise<DatabaseCopy> =>
  withDatabase(of, async (connection) => {
    const copy = new Map<string, readonly object[]>();
    for (const { name } of await connection.listCollections())
      copy.set(name, await connection.collection(name).find().toArray());
    return copy;
  });

/** Puts back what the copy has and nothing else; indexes stay. */
export const restoreDatabase = (
  to: { readonly uri: string; readonly database: string },
  copy: DatabaseCopy,
): Promise<void> =>
  withDatabase(to, async (connection) => {
    for (const { name } of await connection.listCollections())
      await connection.collection(name).deleteMany({});
    for (const [name, documents] of copy)
      if (documents.length > 0) await connection.collection(name).insertMany([...documents]);
  });
