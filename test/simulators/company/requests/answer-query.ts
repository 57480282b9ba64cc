import { textOf } from '../fields.js';
import { StatusError } from '../status-error.js';
import type { Selection } from './list-filters.js';
import type { Outcome, QbRequest, RequestContext } from './request.js';

/** How the records of a query are found again by id and written. */
export interface QueryShape<T> {
  readonly select: () => Selection<T>;
  readonly byId: (id: string) => T | undefined;
  readonly write: (record: T) => string;
}

const NOTHING = 'A query request did not find a matching object in QuickBooks';

/**
 * Answers a query: pages by iterator, cuts at MaxReturned, and tells by status 1 that nothing and
 * by 500 that not everything was found.
 */
export function answerQuery<T extends { readonly id: string }>(
  context: RequestContext,
  request: QbRequest,
  shape: QueryShape<T>,
): Outcome {
  const { iterator } = request.attributes;
  if (iterator !== undefined) return iterate(context, request, shape);
  const { found, missing } = shape.select();
  const most = Number(textOf(request.fields, 'MaxReturned') ?? Infinity);
  const returned = found.slice(0, most);
  if (missing.length > 0 && !('RefNumber' in request.fields && found.length === 0)) {
    const message = `The query request has not been fully completed. There was a required element ("${missing[0]}") that could not be found in QuickBooks.`;
    return { ...answer(request, returned, shape), statusCode: 500, statusMessage: message };
  }
  if (returned.length === 0) return { content: '', statusCode: 1, statusMessage: NOTHING };
  return answer(request, returned, shape);
}

function iterate<T extends { readonly id: string }>(
  { iterators }: RequestContext,
  request: QbRequest,
  shape: QueryShape<T>,
): Outcome {
  const { iterator, iteratorID } = request.attributes;
  const most = Number(textOf(request.fields, 'MaxReturned') ?? 0);
  if (iterator === 'Stop') {
    iterators.stop(iteratorID ?? '');
    return { content: '' };
  }
  if (most <= 0) throw new StatusError(3035, 'An iterator needs MaxReturned.');
  const ids = iterator === 'Start' ? shape.select().found.map((record) => record.id) : [];
  const id = iterator === 'Start' ? iterators.start(request.type, ids) : (iteratorID ?? '');
  const page = iterators.take(id, request.type, most);
  if (page === undefined) {
    throw new StatusError(3035, `The iterator "${id}" is not known in this session.`);
  }
  const records = page.ids.flatMap((one) => shape.byId(one) ?? []);
  const attributes = { iteratorRemainingCount: page.left, iteratorID: id };
  if (records.length === 0 && iterator === 'Start') {
    return { content: '', statusCode: 1, statusMessage: NOTHING, attributes };
  }
  const outcome = answer(request, records, shape);
  return { ...outcome, attributes: { retCount: records.length, ...attributes } };
}

function answer<T>(request: QbRequest, records: readonly T[], shape: QueryShape<T>): Outcome {
  const { metaData } = request.attributes;
  const counted = metaData !== undefined && metaData !== 'NoMetaData';
  return {
    content: metaData === 'MetaDataOnly' ? '' : records.map(shape.write).join(''),
    attributes: counted ? { retCount: records.length } : {},
  };
}
