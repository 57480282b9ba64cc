import { composeSet as real } from '../../sets/compose-set.js';

export * from '../../sets/compose-set.js';

/** M10 to M12: the fence is read where it should be moved. */
export const composeSet: typeof real = (options) =>
  real(options).replace(
    /<OtherNameModRq( requestID="[^"]*")>.*?<\/OtherNameModRq>/,
    `<OtherNameQueryRq$1><ListID>${options.fence.listId}</ListID></OtherNameQueryRq>`,
  );
