/** What becomes of documents when their order changes afterwards. */
export const changeRules = {} as const;
