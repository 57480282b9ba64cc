import type { Posting, WishFields } from '@ml-connector/postings';
import type { BooksContext } from './books-context.js';
import type { ItemFact } from './company-facts.js';
import { holdReason } from './hold-reasons.js';
import { adoptedCustomer, type CustomerChoice, chooseCustomer } from './plan-customer.js';
import type { Choosing } from './plan-customer.js';
import { adoptedItem } from './own-items.js';
import type { PlannedDocument } from './planned-document.js';

/** A list object that is planned and was not handed out: as it was decided, with the fields of its wish. */
export interface PlannedListObject {
  readonly posting: Posting;
  readonly fields: WishFields;
}

/** The name that the wish has, `''` where it has none. */
export const plannedName = ({ fields }: PlannedListObject): string =>
  typeof fields['Name'] === 'string' ? fields['Name'] : '';

/** QuickBooks said that it has the name already. */
export const NAME_IN_USE = 'NAME_IN_USE';

/**
 * Who a planned customer is, with what the lists show by now: one that stands there meanwhile is found as it would have
 * been found before; else it stays as it was planned, under its name or, where that is taken, the next free one.
 */
export const chooseCustomerAgain = (
  books: Pick<BooksContext, 'company' | 'rules'>,
  planned: PlannedListObject,
  choosing: Choosing,
): CustomerChoice => {
  const names = namesToTry(planned, choosing.names).filter(
    (name) => name !== '' && books.company.entity(name) === null,
  );
  return chooseCustomer(books, { ...choosing, names });
};

/** The planned name first. After a refusal only those behind it, whatever the lists show: so it ends. */
const namesToTry = (planned: PlannedListObject, names: readonly string[]): readonly string[] => {
  const name = plannedName(planned);
  return planned.posting.reason?.code === NAME_IN_USE
    ? names.slice(names.indexOf(name) + 1)
    : [name, ...names.filter((other) => other !== name)];
};

/** The customer as it is planned now. */
export const planCustomerAgain = (
  { now }: Pick<BooksContext, 'now'>,
  planned: PlannedListObject,
  choice: CustomerChoice,
): PlannedDocument => {
  if (choice.hold) return { ...asPlanned(planned), hold: choice.hold };
  if (choice.adopt) return { ...asPlanned(planned), adopt: adoptedCustomer(choice.adopt, now) };
  return { ...asPlanned(planned), fields: { ...planned.fields, Name: choice.name } };
};

/**
 * The item as it is planned now: one that stands there by this name or, for a product, as the part number, is taken where
 * it is of the kind; another kind of item under the name is a person's to settle.
 */
export const planItemAgain = (
  { company, now }: Pick<BooksContext, 'company' | 'now'>,
  planned: PlannedListObject,
): PlannedDocument => {
  const { posting } = planned;
  const name = plannedName(planned);
  const found = company.items(name).filter(({ isActive }) => isActive);
  const fitting = found.filter((item) => fits(item, posting));
  const [only, another] = fitting;
  if (only && !another) return { ...asPlanned(planned), adopt: adoptedItem(only, now) };
  const isTaken = company
    .items(name)
    .some(({ fullName }) => fullName.toLowerCase() === name.toLowerCase());
  return isTaken || posting.reason?.code === NAME_IN_USE
    ? { ...asPlanned(planned), hold: holdReason('ITEM_NAME_TAKEN', `It is ${name}.`) }
    : asPlanned(planned);
};

/** What is sold may have been made as another kind of thing that is sold; an item of ours that nobody sells may not. */
const fits = ({ type }: ItemFact, { wish }: Posting): boolean =>
  type === wish.object || (SOLD.has(wish.object) && SOLD.has(type));

const SOLD: ReadonlySet<string> = new Set([
  'ItemService',
  'ItemNonInventory',
  'ItemInventory',
  'ItemInventoryAssembly',
  'ItemOtherCharge',
]);

const asPlanned = ({ posting, fields }: PlannedListObject): PlannedDocument => ({
  postingId: posting.id,
  kind: posting.kind,
  source: posting.source,
  orderId: null,
  key: posting.key,
  object: posting.wish.object,
  fields,
  refNumber: null,
  total: null,
  currency: null,
  dependsOn: posting.wish.dependsOn,
  hold: null,
  adopt: null,
  basis: posting.source.id,
});
