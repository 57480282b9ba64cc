import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngine } from '@ml-connector/embedded';
import { documentSearchFeatures } from './document-search.features.js';
import { documentStoreFeatures, type StoreUnderTest } from './document-store.features.js';
import { createEmbeddedDocumentStore } from './embedded-document-store.js';

const makeStore = async (): Promise<StoreUnderTest> => {
  const directory = mkdtempSync(join(tmpdir(), 'documents-'));
  let engine = await openEngine({ directory });
  return {
    store: createEmbeddedDocumentStore(engine),
    async reopen() {
      await engine.close();
      engine = await openEngine({ directory });
      return createEmbeddedDocumentStore(engine);
    },
    async close() {
      await engine.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
};

documentStoreFeatures('the embedded document store', makeStore);
documentSearchFeatures('a search in the embedded document store', makeStore);
