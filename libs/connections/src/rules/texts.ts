import { z } from 'zod';

/** What a placeholder such as `{number}` can stand for, besides `{meta:KEY}`. */
export const TEXT_WORDS = [
  'number',
  'id',
  'transaction',
  'payment',
  'shipping',
  'coupons',
  'note',
  'via',
] as const;
export type TextWord = (typeof TEXT_WORDS)[number];

/** A placeholder: its word, after a colon the key of meta data, after a bar what stands where there is nothing. */
export const TEXT_PLACEHOLDER = /\{([a-z]+)(?::([^{}|]*))?(?:\|([^{}]*))?\}/g;

const LONGEST = 500;

const pattern = (meaning: string, standard = '') =>
  z.string().max(LONGEST).default(standard).describe(meaning);

/** What the fields of a document say: class, terms, template, memo and the like. */
export const textRules = {
  fields: z
    .strictObject({
      memo: pattern(
        'The memo of a sale. The mark by which the product finds its documents again follows it.',
        'Order {number}',
      ),
      poNumber: pattern('P.O. number, at most 25 characters; a sales receipt has none.'),
      other: pattern('The field Other, at most 29 characters.'),
      class: pattern('Full name of the class, of the document and of each of its lines.'),
      terms: pattern('Name of the terms; a sales receipt and a credit memo have none.'),
      template: pattern('Name of the template of a sale.'),
      salesRep: pattern('Initials of the sales rep.'),
      shipMethod: pattern('Name of the shipping method; `shipMethods` goes before it.'),
      lineOther1: pattern(
        'The field Other 1 of a product line, at most 29 characters; `{meta:…}` is the meta data of the line.',
      ),
      lineOther2: pattern('The field Other 2 of a product line.'),
    })
    .prefault({})
    .describe(
      'What the fields of a document say. `{number}`, `{id}`, `{transaction}`, `{payment}`, `{shipping}`, `{coupons}`, `{note}`, `{via}` and `{meta:KEY}` stand for what the order says; what stands after a bar within the braces is written where it says nothing. What is empty in the end is left out. A name that the company file does not have holds the order.',
    ),
  shipMethods: z
    .record(z.string().min(1).max(200), z.string().min(1).max(15))
    .default({})
    .describe(
      "By the shop's shipping method (its id or its title): the name of the shipping method in the company file.",
    ),
} as const;
