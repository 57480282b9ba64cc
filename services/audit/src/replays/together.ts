import type { Projection } from './projection.js';

/** States that follow one topic, folded in one reading of it. Their ids must not meet. */
export const together = (first: Projection, ...others: readonly Projection[]): Projection => {
  const projections = [first, ...others];
  return {
    name: projections.map(({ name }) => name).join(' and '),
    topic: first.topic,
    start: () => {
      const folds = projections.map((projection) => projection.start());
      return {
        fold: async (records) => {
          for (const fold of folds) await fold.fold(records);
        },
        compare: async (isSelected) => {
          const compared = await Promise.all(folds.map((fold) => fold.compare(isSelected)));
          return {
            equal: compared.reduce((sum, { equal }) => sum + equal, 0),
            differences: compared.flatMap(({ differences }) => differences),
          };
        },
        idOf: (record) => folds.map((fold) => fold.idOf(record)).find((id) => id !== null) ?? null,
      };
    },
  };
};
