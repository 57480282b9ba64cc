import { documentSearchFeatures } from '../document-search.features.js';
import { documentStoreFeatures, type StoreUnderTest } from '../document-store.features.js';
import { createDocumentMemory } from './document-memory.js';
import { createMemoryDocumentStore } from './memory-document-store.js';

const makeStore = async (): Promise<StoreUnderTest> => {
  const memory = createDocumentMemory();
  return {
    store: createMemoryDocumentStore(memory),
    reopen: async () => createMemoryDocumentStore(memory),
    close: async () => undefined,
  };
};

documentStoreFeatures('the document store in memory', makeStore);
documentSearchFeatures('a search in the document store in memory', makeStore);
