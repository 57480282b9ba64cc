/**
 * The notation of the element tables, read into a tree:
 * `Name(41)!` text of at most 41 characters, required; `?` optional; `*` any number; `+` at least
 * one; `Amount:AMT?` typed; `X:enum[A,B]!`; `Group{ … }?`; `( A | B )?` a choice; `@12` needs
 * qbXML 12.0; `:ref(159)`, `:address`, `:shipto`, `:card` are groups that recur.
 */
export interface ElementRule {
  readonly kind: 'element';
  readonly name: string;
  readonly type: string;
  readonly choices: readonly string[];
  /** Most characters of the text; infinite where the tables give none. */
  readonly length: number;
  readonly content: readonly Rule[] | undefined;
  readonly min: 0 | 1;
  /** How often it may stand: once, or without end (infinite). */
  readonly max: number;
  /** The first qbXML version that knows it. */
  readonly since: number;
}

export interface ChoiceRule {
  readonly kind: 'choice';
  readonly alternatives: readonly (readonly Rule[])[];
  readonly min: 0 | 1;
  /** How often it may stand: once, or without end (infinite). */
  readonly max: number;
}

export type Rule = ElementRule | ChoiceRule;

const ADDRESS =
  'Addr1(41)? Addr2(41)? Addr3(41)? Addr4(41)? Addr5(41)?@6 City(31)? State(21)? PostalCode(13)? Country(31)? Note(41)?@6';

const CARD = `CreditCardTxnInputInfo{ CreditCardNumber(25)! ExpirationMonth:int! ExpirationYear:int!
  NameOnCard(41)! CreditCardAddress(41)? CreditCardPostalCode(18)? CommercialCardCode(24)?
  TransactionMode:enum[CardNotPresent,CardPresent]?@6
  CreditCardTxnType:enum[Authorization,Capture,Charge,Refund,VoiceAuthorization]?@7 }!
  CreditCardTxnResultInfo{ ResultCode:int! ResultMessage(60)! CreditCardTransID(24)!
  MerchantAccountNumber(32)! AuthorizationCode(12)? AVSStreet:enum[Pass,Fail,NotAvailable]?
  AVSZip:enum[Pass,Fail,NotAvailable]? CardSecurityCodeMatch:enum[Pass,Fail,NotAvailable]?@6
  ReconBatchID(84)? PaymentGroupingCode:int? PaymentStatus:enum[Unknown,Completed]!
  TxnAuthorizationTime:dt! TxnAuthorizationStamp:int? ClientTransID(16)?@6 }!`;

const TOKEN =
  /\s*(?:([()|}])([!?*+])?|([A-Za-z]\w*)(?::([A-Za-z]+))?(?:\[([^\]]*)\])?(?:\((\d+)\))?(\{)?([!?*+])?(?:@([\d.]+))?)/y;

/** Reads a sequence of rules. @throws Error when the notation itself is wrong. */
export function readRules(notation: string): readonly Rule[] {
  const reader = new NotationReader(notation);
  const rules = reader.sequence();
  reader.expectEnd();
  return rules;
}

class NotationReader {
  private position = 0;

  constructor(private readonly notation: string) {}

  sequence(): readonly Rule[] {
    const rules: Rule[] = [];
    for (;;) {
      const next = this.peek();
      if (next === undefined || next[1] === ')' || next[1] === '|' || next[1] === '}') return rules;
      rules.push(next[1] === '(' ? this.choice() : this.element());
    }
  }

  expectEnd(): void {
    if (this.notation.slice(this.position).trim() !== '') this.fail();
  }

  private choice(): ChoiceRule {
    this.take();
    const alternatives = [this.sequence()];
    let closing = this.take();
    while (closing[1] === '|') {
      alternatives.push(this.sequence());
      closing = this.take();
    }
    if (closing[1] !== ')') this.fail();
    const card = cardinality(closing[2]);
    const repeated = card.max === 1 ? alternatives : alternatives.map(repeatedElements);
    return { kind: 'choice', alternatives: repeated, ...card };
  }

  private element(): ElementRule {
    const token = this.take();
    const [, , , name = '', type = 'text', choices = '', length, opening] = token;
    let content: readonly Rule[] | undefined = macro(type, length);
    let card = token[8];
    let since = token[9];
    if (opening !== undefined) {
      content = this.sequence();
      const closing = this.take();
      if (closing[1] !== '}') this.fail();
      card = closing[2];
      since = this.since();
    }
    return {
      kind: 'element',
      name,
      type: content === undefined ? type : 'group',
      choices: choices === '' ? [] : choices.split(','),
      length: length === undefined ? Infinity : Number(length),
      content,
      since: Number(since ?? '0'),
      ...cardinality(card),
    };
  }

  private since(): string | undefined {
    const match = /@([\d.]+)/y;
    match.lastIndex = this.position;
    const found = match.exec(this.notation);
    if (found !== null) this.position = match.lastIndex;
    return found?.[1];
  }

  private peek(): RegExpExecArray | undefined {
    TOKEN.lastIndex = this.position;
    return TOKEN.exec(this.notation) ?? undefined;
  }

  private take(): RegExpExecArray {
    const token = this.peek();
    if (token === undefined) return this.fail();
    this.position = TOKEN.lastIndex;
    return token;
  }

  private fail(): never {
    throw new Error(
      `element table not readable at: ${this.notation.slice(this.position, this.position + 60)}`,
    );
  }
}

/** In a repeated choice every element may stand many times; `(a | b)*` is `(a+ | b+)*`. */
function repeatedElements(rules: readonly Rule[]): readonly Rule[] {
  return rules.map((rule) => ({ ...rule, max: Infinity }));
}

function cardinality(mark: string | undefined): Pick<ElementRule, 'min' | 'max'> {
  return {
    min: mark === '?' || mark === '*' ? 0 : 1,
    max: mark === '*' || mark === '+' ? Infinity : 1,
  };
}

function macro(type: string, length: string | undefined): readonly Rule[] | undefined {
  const size = length === undefined ? '' : `(${length})`;
  if (type === 'ref') return readRules(`ListID:ID? FullName${size}?`);
  if (type === 'address') return readRules(ADDRESS);
  if (type === 'shipto') return readRules(`Name(41)! ${ADDRESS} DefaultShipTo:bool?`);
  return type === 'card' ? readRules(CARD) : undefined;
}
