export interface KnownReason {
  readonly title: string;
  readonly fix: string;
  /** The rule, or the setting of the connection, that mends it. */
  readonly setting?: string;
  /** What ends it without a person's word. */
  readonly released?: 'room';
}

/**
 * Every way in which the gateway asks for a person, by code. Closed: a new one gets a new line here. Besides them stands
 * `QUICKBOOKS_` with the status code for whatever QuickBooks itself refused.
 */
export const GATEWAY_REASONS = {
  DAILY_CAP: {
    title: 'As much as the cap of a day allows went into QuickBooks today.',
    fix: 'Look whether these are sales or an attack. Sales go on by themselves on another day, or once the cap of the connection is raised. What is none: cancel the order in the shop, or skip this posting.',
    setting: 'dailyCaps',
    released: 'room',
  },
  TOTAL_DIFFERS: {
    title: 'The total in QuickBooks differs from the order.',
    fix: 'Compare the document in QuickBooks with the order and correct it there, then skip this posting.',
  },
  REQUEST_NOT_READABLE: {
    title: 'QuickBooks could not read the document.',
    fix: 'Report this to the support of ml-connector; the other documents went on without it.',
  },
  PAYLOAD_ERASED: {
    title: 'The personal data of this document was erased.',
    fix: 'Skip this posting.',
  },
  CHANGE_BY_HAND: {
    title: 'A posted document of this kind is not changed by itself.',
    fix: 'Change the document in QuickBooks by hand, then skip this posting.',
  },
  PAID_IN_QUICKBOOKS: {
    title: 'The document is paid or applied in QuickBooks, so it is not rewritten.',
    fix: 'Take the payment or credit off the document in QuickBooks and retry, or change it there by hand and skip this posting.',
    setting: 'changes.paidInvoice',
  },
  DELETED_IN_QUICKBOOKS: {
    title: 'The document was deleted in QuickBooks.',
    fix: 'Retry to post it again, or skip it.',
  },
  UNCLEAR_WHETHER_POSTED: {
    title: 'It is not clear whether this document was posted.',
    fix: 'Look at the document in QuickBooks: skip this posting if it is the same, retry if it is another.',
  },
  VANISHED_FROM_QUICKBOOKS: {
    title: 'The document is no longer in the company file.',
    fix: 'Retry to post it again, or skip it if the right company file comes back.',
  },
  EDITED_IN_QUICKBOOKS: {
    title: 'Somebody changed this record in QuickBooks.',
    fix: 'Retry to write what the shop says, or skip to keep what QuickBooks has.',
  },
} as const satisfies Record<string, KnownReason>;

export type GatewayReasonCode = keyof typeof GATEWAY_REASONS;
