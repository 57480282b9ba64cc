/** A status that the next request of a type is answered with, in place of carrying it out. */
export interface Refusal {
  /** Request type without `Rq`; any request where it is absent. */
  readonly type?: string;
  /** Only a request that writes a document of this number; any where it is absent. */
  readonly refNumber?: string;
  readonly statusCode: number;
  readonly message: string;
  /** Carries the request out all the same, as a lost save can. */
  readonly andExecute?: boolean;
}

/** What goes wrong with a company file; every part can be switched at any time. */
export interface CompanyFaults {
  /** QuickBooks dies after that many requests of the next set, or after all before it answers. */
  crashAfterRequests: number | 'all' | undefined;
  /** A dialog is open on the PC: every call ends in 0x80040414. */
  modalDialog: boolean;
  /** Somebody else holds what is written: every write is answered with 3176. */
  locked: boolean;
  /** Opening the file ends in this hresult. */
  openError: { readonly hresult: string; readonly message: string } | undefined;
  /** The next call ends in this hresult before anything is executed. */
  nextHresult: { readonly hresult: string; readonly message: string } | undefined;
  /** Milliseconds that every request takes; waited for by the Web Connector. */
  latencyMs: number;
  /** Answered in order, one request each. */
  readonly refusals: Refusal[];
}

/** A company file with which nothing is wrong. */
export function noFaults(): CompanyFaults {
  return {
    crashAfterRequests: undefined,
    modalDialog: false,
    locked: false,
    openError: undefined,
    nextHresult: undefined,
    latencyMs: 0,
    refusals: [],
  };
}
