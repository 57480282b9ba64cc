import { MIRRORED_LISTS } from '@ml-connector/contracts';
import { sha256Hex } from '@ml-connector/kernel';
import { textAt, type QbAnswer, type QbFields } from '@ml-connector/qbxml';

export type MirroredList = (typeof MIRRORED_LISTS)[number];

/** A list object as an answer shows it. */
export interface SeenObject {
  readonly list: MirroredList;
  readonly listId: string;
  readonly retType: string;
  readonly editSequence: string;
  readonly isActive: boolean;
  readonly fields: QbFields;
  /** Milliseconds by QuickBooks' clock, where it tells. */
  readonly modifiedAt: number | null;
}

const LISTS: ReadonlyMap<string, MirroredList> = new Map(
  MIRRORED_LISTS.map((list) => [list, list]),
);

/** What nobody matches by, or nobody should keep. */
const LEFT_OUT = new Set([
  'CreditCardInfo',
  'ContactsRet',
  'AdditionalNotesRet',
  'SSN',
  'BankNumber',
]);

/** Every mirrored list object in an answer, whatever it was asked for. */
export const seenObjects = (answer: QbAnswer): readonly SeenObject[] =>
  answer.responses.flatMap(({ rets }) =>
    rets.flatMap(({ type, fields }) => {
      const list = mirroredList(type.replace(/Ret$/, ''));
      return list ? seenObject(list, type, fields) : [];
    }),
  );

/** The list that an object stands in, by QuickBooks' own word for it, e.g. `ItemService`; `null` if nobody mirrors it. */
export const mirroredList = (object: string): MirroredList | null =>
  LISTS.get(object) ?? (object.startsWith('Item') ? 'Item' : null);

const seenObject = (list: MirroredList, retType: string, ret: QbFields): readonly SeenObject[] => {
  const fields = Object.fromEntries(Object.entries(ret).filter(([name]) => !LEFT_OUT.has(name)));
  if (list === 'Preferences') {
    const editSequence = sha256Hex(JSON.stringify(fields)).slice(0, 16);
    const listId = 'preferences';
    return [{ list, listId, retType, editSequence, isActive: true, fields, modifiedAt: null }];
  }
  const listId = textAt(ret, 'ListID');
  if (listId === undefined) return [];
  const modifiedAt = Date.parse(textAt(ret, 'TimeModified') ?? '');
  return [
    {
      list,
      listId,
      retType,
      editSequence: textAt(ret, 'EditSequence') ?? '',
      isActive: textAt(ret, 'IsActive') !== 'false',
      fields,
      modifiedAt: Number.isNaN(modifiedAt) ? null : modifiedAt,
    },
  ];
};
