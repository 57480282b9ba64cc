import { learnProbe as real } from '../../recovery/learn-probe.js';

export * from '../../recovery/learn-probe.js';

/** M9: every document with the number of one of ours gets its mark; all others lose theirs. */
export const learnProbe: typeof real = (probe, { answer, ...told }) =>
  real(probe, {
    ...told,
    answer: {
      ...answer,
      responses: answer.responses.map((response) => ({
        ...response,
        rets: response.rets.map((ret) => {
          const own = told.sought.find(
            ({ item }) =>
              item.refNumber !== null &&
              item.refNumber === ret.fields['RefNumber'] &&
              ret.type === `${item.object}Ret`,
          );
          const Memo = own ? `[ml:${own.item.postingId}]` : '';
          return { ...ret, fields: { ...ret.fields, Memo } };
        }),
      })),
    },
  });
