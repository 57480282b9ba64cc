import type { DeclaredCollection } from '@ml-connector/document-store';
import { buyerClaims, buyers } from './buyers.js';
import { companyLists } from './company-object.js';
import { companyStates } from './company-state.js';
import { customerSnapshots } from './customer-snapshot.js';
import { orderSnapshots } from './order-snapshot.js';
import { productSnapshots } from './product-snapshot.js';
import { readRequests } from './read-request.js';

/** Everything that is kept of orders, customers and company files. */
export const BOOKKEEPING_COLLECTIONS: readonly DeclaredCollection[] = [
  buyerClaims,
  buyers,
  companyLists,
  companyStates,
  customerSnapshots,
  orderSnapshots,
  productSnapshots,
  readRequests,
];
