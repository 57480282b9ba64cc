import mongoose from 'mongoose';
import { documentSearchFeatures } from '../document-search.features.js';
import { documentStoreFeatures, type StoreUnderTest } from '../document-store.features.js';
import { createMongodbDocumentStore } from './mongodb-document-store.js';

const uri = process.env['ML_MONGODB_URI'] ?? '';
let tests = 0;

const makeStore = async (): Promise<StoreUnderTest> => {
  const database = `t${process.pid}-${(tests += 1)}`;
  let store = createMongodbDocumentStore({ uri, database });
  return {
    store,
    async reopen() {
      await store.close();
      store = createMongodbDocumentStore({ uri, database });
      return store;
    },
    async close() {
      await store.close();
      const connection = await mongoose.createConnection(uri, { dbName: database }).asPromise();
      await connection.dropDatabase();
      await connection.close();
    },
  };
};

documentStoreFeatures('the document store in MongoDB', makeStore);
documentSearchFeatures('a search in the document store in MongoDB', makeStore);
