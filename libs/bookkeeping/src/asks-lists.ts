import { statusMeaning } from '@ml-connector/qbxml';

/** Whether what QuickBooks refused with this code may go through once its lists and preferences were read anew. */
export const asksLists = (statusCode: number): boolean => statusMeaning(statusCode).asksLists;
