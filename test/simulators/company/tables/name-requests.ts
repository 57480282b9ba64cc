import { RETURNS } from './query-rules.js';

/** Requests that write customers and other names. */
export const NAME_REQUESTS = {
  CustomerAddRq: `CustomerAdd{
  Name(41)! IsActive:bool? ClassRef:ref(159)?@12 ParentRef:ref? CompanyName(41)?
  Salutation(15)? FirstName(25)? MiddleName(5)? LastName(25)? JobTitle(41)?@12
  BillAddress:address? ShipAddress:address? ShipToAddress:shipto*@12 Phone(21)?
  AltPhone(21)? Fax(21)? Email(1023)? Cc(1023)?@12 Contact(41)? AltContact(41)?
  AdditionalContactRef{ ContactName(40)! ContactValue(255)! }*@12 Contacts{ Salutation(15)?
  FirstName(25)! MiddleName(5)? LastName(25)? JobTitle(41)? AdditionalContactRef{
  ContactName(40)! ContactValue(255)! }* }*@12 CustomerTypeRef:ref(159)? TermsRef:ref(31)?
  SalesRepRef:ref(5)? OpenBalance:AMT? OpenBalanceDate:date? SalesTaxCodeRef:ref(3)?
  ItemSalesTaxRef:ref(31)? ResaleNumber(15)? AccountNumber(99)? CreditLimit:AMT?
  PreferredPaymentMethodRef:ref(31)? CreditCardInfo{ CreditCardNumber(25)?
  ExpirationMonth:int? ExpirationYear:int? NameOnCard(41)? CreditCardAddress(41)?
  CreditCardPostalCode(41)? }?
  JobStatus:enum[Awarded,Closed,InProgress,None,NotAwarded,Pending]? JobStartDate:date?
  JobProjectedEndDate:date? JobEndDate:date? JobDesc(99)? JobTypeRef:ref(159)? Notes(4095)?
  AdditionalNotes{ Note(4095)! }*@12 PreferredDeliveryMethod:enum[None,Email,Fax]?@12
  PriceLevelRef:ref(31)?@4 ExternalGUID:GUID?@8 CurrencyRef:ref(64)?@8
  }! ${RETURNS}`,
  CustomerModRq: `CustomerMod{
  ListID:ID! EditSequence(16)! Name(41)? IsActive:bool? ClassRef:ref(159)?@12 ParentRef:ref?
  CompanyName(41)? Salutation(15)? FirstName(25)? MiddleName(5)? LastName(25)?
  JobTitle(41)?@12 BillAddress:address? ShipAddress:address? ShipToAddress:shipto*@12
  Phone(21)? AltPhone(21)? Fax(21)? Email(1023)? Cc(1023)?@12 Contact(41)? AltContact(41)?
  AdditionalContactRef{ ContactName(40)! ContactValue(255)! }*@12 ContactsMod{ ListID:ID!
  EditSequence(16)! Salutation(15)? FirstName(25)! MiddleName(5)? LastName(25)?
  JobTitle(41)? AdditionalContactRef{ ContactName(40)! ContactValue(255)! }* }*@12
  CustomerTypeRef:ref(159)? TermsRef:ref(31)? SalesRepRef:ref(5)? SalesTaxCodeRef:ref(3)?
  ItemSalesTaxRef:ref(31)? ResaleNumber(15)? AccountNumber(99)? CreditLimit:AMT?
  PreferredPaymentMethodRef:ref(31)? CreditCardInfo{ CreditCardNumber(25)?
  ExpirationMonth:int? ExpirationYear:int? NameOnCard(41)? CreditCardAddress(41)?
  CreditCardPostalCode(41)? }?
  JobStatus:enum[Awarded,Closed,InProgress,None,NotAwarded,Pending]? JobStartDate:date?
  JobProjectedEndDate:date? JobEndDate:date? JobDesc(99)? JobTypeRef:ref(159)? Notes(4095)?
  AdditionalNotesMod{ NoteID:int! Note(4095)! }*@12
  PreferredDeliveryMethod:enum[None,Email,Fax]?@12 PriceLevelRef:ref(31)?@4
  CurrencyRef:ref(64)?@8
  }! ${RETURNS}`,
  OtherNameAddRq: `OtherNameAdd{
  Name(41)! IsActive:bool? CompanyName(41)? Salutation(15)? FirstName(25)? MiddleName(5)?
  LastName(25)? OtherNameAddress:address? Phone(21)? AltPhone(21)? Fax(21)? Email(1023)?
  Contact(41)? AltContact(41)? AccountNumber(99)? Notes(4095)? ExternalGUID:GUID?
  }! ${RETURNS}`,
  OtherNameModRq: `OtherNameMod{
  ListID:ID! EditSequence(16)! Name(41)? IsActive:bool? CompanyName(41)? Salutation(15)?
  FirstName(25)? MiddleName(5)? LastName(25)? OtherNameAddress:address? Phone(21)?
  AltPhone(21)? Fax(21)? Email(1023)? Contact(41)? AltContact(41)? AccountNumber(99)?
  Notes(4095)?
  }! ${RETURNS}`,
} as const;
