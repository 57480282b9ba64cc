import {
  completeRules,
  type Rules,
  type rulesInputSchema,
  rulesProblems,
} from '@ml-connector/connections';
import type { z } from 'zod';
import { wrongMeaning } from '@ml-connector/platform';

/**
 * The rules as a whole.
 * @param at `goLive` where the input names none; `path` of the rules in the body, with its dot.
 * @throws Problem 422 where they make no sense.
 */
export const checkRules = (
  input: z.output<typeof rulesInputSchema>,
  at: { readonly goLive: string; readonly path?: string },
): Rules => {
  const rules = completeRules(input, at.goLive);
  const problems = rulesProblems(rules);
  if (problems.length === 0) return rules;
  throw wrongMeaning(
    problems.map(({ path, message }) => ({ path: `${at.path ?? ''}${path}`, message })),
  );
};
