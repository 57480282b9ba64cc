import { preconditionFailed } from '@ml-connector/platform';

/** A version as an entity tag: `"3"`. */
export const entityTag = (version: number): string => `"${version}"`;

/**
 * The version that `If-Match` names; `*` stands for the one that is.
 * @throws Problem 412 without the header, or where it names no version: nothing is overwritten blindly.
 */
export const versionOfIfMatch = (header: string | undefined, current: number): number => {
  if (header === undefined)
    throw preconditionFailed(
      'Send If-Match with the version that the change was made from (the ETag of the GET).',
    );
  const tag = header.trim();
  if (tag === '*') return current;
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(tag)?.[1];
  if (version === undefined) throw preconditionFailed('If-Match names no version of the rules.');
  return Number(version);
};
