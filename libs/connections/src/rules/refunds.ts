/** How refunds appear. */
export const refundRules = {} as const;
