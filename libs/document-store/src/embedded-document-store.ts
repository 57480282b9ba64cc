import type { EmbeddedEngine } from '@ml-connector/embedded';
import { AppError, canonicalJson } from '@ml-connector/kernel';
import { layoutOf, type CollectionLayout } from './collection-layout.js';
import type { DocumentStore } from './document-store.js';
import { embeddedCollection } from './embedded-collection.js';
import { preparationOf } from './prepare-collection.js';

interface Prepared {
  readonly layout: CollectionLayout;
  readonly declared: string;
  readonly ready: Promise<void>;
}

/**
 * Documents in the engine's file. Asking for a collection makes its table and indexes as declared, or rebuilds what
 * stands otherwise; its methods wait for that.
 * `collection` throws AppError CONFIG_INVALID for a name that no store could keep or two different declarations of one.
 */
export const createEmbeddedDocumentStore = (engine: EmbeddedEngine): DocumentStore => {
  const collections = new Map<string, Prepared>();

  const prepare = (layout: CollectionLayout, declared: string): Prepared => {
    const steps = preparationOf(layout, engine.read);
    const ready =
      steps.length === 0 ? Promise.resolve() : engine.write(steps).then(() => undefined);
    // Whoever uses the collection meets the failure; until then nobody need handle it.
    ready.catch(() => undefined);
    const prepared = { layout, declared, ready };
    collections.set(layout.collection, prepared);
    return prepared;
  };

  return {
    collection(definition) {
      const layout = layoutOf(definition);
      const declared = canonicalJson(definition.indexes);
      const known = collections.get(layout.collection);
      if (known && known.declared !== declared) {
        throw new AppError(
          'CONFIG_INVALID',
          `The collection ${layout.collection} is declared twice with different indexes.`,
        );
      }
      return embeddedCollection(engine, definition, known ?? prepare(layout, declared));
    },
  };
};
