import {
  ADDRESS,
  CLASS_FILTER,
  CURRENCY_FILTER,
  LIST_FILTERS,
  LIST_SELECTION,
  OWNERS,
  RET_ELEMENTS,
} from './fragments.js';

const CONTACT_WAYS = 'AdditionalContactRef{ ContactName(40)! ContactValue(255)! }*';

const CONTACT_PERSON = `
  Salutation(15)? FirstName(25)! MiddleName(5)? LastName(25)? JobTitle(41)? ${CONTACT_WAYS}`;

const CUSTOMER_NAME = `
  IsActive:bool? ClassRef{R159}?^12.0 ParentRef{R}? CompanyName(41)? Salutation(15)? FirstName(25)?
  MiddleName(5)? LastName(25)? JobTitle(41)?^12.0
  BillAddress{ ${ADDRESS} }? ShipAddress{ ${ADDRESS} }?
  ShipToAddress{ Name(41)! ${ADDRESS} DefaultShipTo:bool? }*^12.0
  Phone(21)? AltPhone(21)? Fax(21)? Email(1023)? Cc(1023)?^12.0 Contact(41)? AltContact(41)?
  ${CONTACT_WAYS}^12.0`;

const CUSTOMER_TERMS = 'CustomerTypeRef{R159}? TermsRef{R31}? SalesRepRef{R5}?';

const CUSTOMER_TAX_AND_CREDIT = `
  SalesTaxCodeRef{R3}? ItemSalesTaxRef{R31}? ResaleNumber(15)? AccountNumber(99)? CreditLimit:AMT?
  PreferredPaymentMethodRef{R31}?
  CreditCardInfo{
    CreditCardNumber(25)? ExpirationMonth:int? ExpirationYear:int? NameOnCard(41)?
    CreditCardAddress(41)? CreditCardPostalCode(41)? }?
  JobStatus:enum[Awarded,Closed,InProgress,None,NotAwarded,Pending]?
  JobStartDate:date? JobProjectedEndDate:date? JobEndDate:date? JobDesc(99)? JobTypeRef{R159}?
  Notes(4095)?`;

const DELIVERY = `
  PreferredDeliveryMethod:enum[None,Email,Fax]?^12.0 PriceLevelRef{R31}?^4.0`;

const OTHER_NAME = `
  IsActive:bool? CompanyName(41)? Salutation(15)? FirstName(25)? MiddleName(5)? LastName(25)?
  OtherNameAddress{ ${ADDRESS} }? Phone(21)? AltPhone(21)? Fax(21)? Email(1023)? Contact(41)?
  AltContact(41)? AccountNumber(99)? Notes(4095)?`;

/** Customers, other names, and the query over all kinds of names, which share one name space. */
export const NAME_REQUESTS = {
  CustomerQuery: `[metaData iterator]
    ( ListID:ID+ | FullName+ | ${LIST_FILTERS}
      TotalBalanceFilter{
        Operator:enum[LessThan,LessThanEqual,Equal,GreaterThan,GreaterThanEqual]! Amount:AMT! }?
      ${CURRENCY_FILTER} ${CLASS_FILTER} )?
    ${RET_ELEMENTS} ${OWNERS}`,

  CustomerAdd: `
    Name(41)! ${CUSTOMER_NAME}
    Contacts{ ${CONTACT_PERSON} }*^12.0
    ${CUSTOMER_TERMS} OpenBalance:AMT? OpenBalanceDate:date? ${CUSTOMER_TAX_AND_CREDIT}
    AdditionalNotes{ Note(4095)! }*^12.0
    ${DELIVERY} ExternalGUID:GUID?^8.0 CurrencyRef{R64}?^8.0`,

  CustomerMod: `
    ListID:ID! EditSequence(16)! Name(41)? ${CUSTOMER_NAME}
    ContactsMod{ ListID:ID! EditSequence(16)! ${CONTACT_PERSON} }*^12.0
    ${CUSTOMER_TERMS} ${CUSTOMER_TAX_AND_CREDIT}
    AdditionalNotesMod{ NoteID:int! Note(4095)! }*^12.0
    ${DELIVERY} CurrencyRef{R64}?^8.0`,

  OtherNameQuery: `[metaData iterator] ${LIST_SELECTION} ${RET_ELEMENTS} ${OWNERS}`,

  OtherNameAdd: `Name(41)! ${OTHER_NAME} ExternalGUID:GUID?^8.0`,

  OtherNameMod: `ListID:ID! EditSequence(16)! Name(41)? ${OTHER_NAME}`,

  EntityQuery: `[metaData iterator] ${LIST_SELECTION} ${RET_ELEMENTS}`,
} as const;
