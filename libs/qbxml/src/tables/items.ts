import {
  BAR_CODE,
  CLASS_FILTER,
  ITEM_PRICES,
  LIST_FILTERS,
  LIST_SELECTION,
  OWNERS,
  RET_ELEMENTS,
} from './fragments.js';

const WITH_CLASS = `( ListID:ID+ | FullName+ | ${LIST_FILTERS} ${CLASS_FILTER} )?`;

const HEAD = `Name(31)! ${BAR_CODE} IsActive:bool?`;

const CLASS_AND_PARENT = 'ClassRef{R159}?^12.0 ParentRef{R}?';

const TAIL = 'ExternalGUID:GUID?^8.0';

export const ITEM_REQUESTS = {
  ItemQuery: `[metaData iterator] ${LIST_SELECTION} ${RET_ELEMENTS} ${OWNERS}`,

  ItemNonInventoryQuery: `[metaData iterator] ${WITH_CLASS} ${RET_ELEMENTS} ${OWNERS}`,

  ItemNonInventoryAdd: `
    ${HEAD} ParentRef{R}? ClassRef{R159}?^12.0 ManufacturerPartNumber(31)?^7.0
    UnitOfMeasureSetRef{R31}?^7.0 SalesTaxCodeRef{R3}? ${ITEM_PRICES} ${TAIL}`,

  ItemServiceAdd: `
    ${HEAD} ${CLASS_AND_PARENT} UnitOfMeasureSetRef{R31}?^7.0 SalesTaxCodeRef{R3}? ${ITEM_PRICES}
    ${TAIL}`,

  ItemOtherChargeAdd: `${HEAD} ${CLASS_AND_PARENT} SalesTaxCodeRef{R3}? ${ITEM_PRICES} ${TAIL}`,

  ItemDiscountAdd: `
    ${HEAD} ${CLASS_AND_PARENT} ItemDesc(4095)? SalesTaxCodeRef{R3}?
    ( DiscountRate:PRICE! | DiscountRatePercent:PCT! )? AccountRef{R159}? ${TAIL}`,

  ItemSalesTaxAdd: `
    ${HEAD} ClassRef{R159}?^12.0 ItemDesc(4095)? TaxRate:PCT? TaxVendorRef{R41}? ${TAIL}`,

  ItemSubtotalAdd: `${HEAD} ItemDesc(4095)? ${TAIL}`,

  ItemSalesTaxQuery: `[metaData iterator] ${WITH_CLASS} ${RET_ELEMENTS} ${OWNERS}`,

  ItemSalesTaxGroupQuery: `[metaData iterator] ${LIST_SELECTION} ${RET_ELEMENTS} ${OWNERS}`,

  ItemSubtotalQuery: `[metaData iterator] ${LIST_SELECTION} ${RET_ELEMENTS} ${OWNERS}`,
} as const;
