import type { CompanyFaults, Refusal } from './faults.js';
import { groupOf, textOf } from './fields.js';
import type { ReadRequest } from './message-set.js';
import { HANDLERS } from './requests/handlers.js';
import type { Outcome, RequestContext } from './requests/request.js';
import { StatusError } from './status-error.js';

/** The outcome of one request, whether carried out or refused. */
export interface Executed extends Outcome {
  readonly statusCode: number;
  readonly statusMessage: string;
}

/** Carries one request out as a whole, or leaves the file as it was. */
export function executeRequest(
  context: RequestContext,
  request: ReadRequest,
  faults: CompanyFaults,
): Executed {
  const refusal = takeRefusal(faults, request);
  if (refusal?.andExecute === true) carryOut(context, request, faults);
  if (refusal === undefined) return carryOut(context, request, faults);
  return { content: '', statusCode: refusal.statusCode, statusMessage: refusal.message };
}

function carryOut(context: RequestContext, request: ReadRequest, faults: CompanyFaults): Executed {
  try {
    if ((request.requestId ?? '').length > 50) {
      throw new StatusError(1060, 'The requestID is longer than 50 characters.');
    }
    if (request.refusal !== undefined) throw request.refusal;
    if (faults.locked && !request.type.endsWith('Query')) {
      throw new StatusError(3176, 'A related object is in use and could not be locked.');
    }
    const handler = HANDLERS.get(request.type);
    if (handler === undefined) throw new Error(`${request.type} has a table and no handler`);
    const outcome = handler(context, request);
    context.ledger.commit();
    return { statusCode: 0, statusMessage: 'Status OK', ...outcome };
  } catch (error) {
    context.ledger.rollback();
    if (!(error instanceof StatusError)) throw error;
    return { content: '', statusCode: error.statusCode, statusMessage: error.message };
  }
}

function takeRefusal(faults: CompanyFaults, request: ReadRequest): Refusal | undefined {
  const index = faults.refusals.findIndex(
    ({ type = request.type, refNumber }) =>
      type === request.type && (refNumber === undefined || refNumber === refNumberOf(request)),
  );
  return index < 0 ? undefined : faults.refusals.splice(index, 1)[0];
}

/** Fields of what is added or changed stand in a group of its own. */
function refNumberOf({ type, fields }: ReadRequest): string | undefined {
  return textOf(groupOf(fields, type) ?? fields, 'RefNumber');
}
