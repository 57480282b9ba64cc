/** What the fields of a document's head say: class, terms, template, memo and the like. */
export const textRules = {} as const;
