import type { Field, Fields } from '../fields.js';
import { parseError } from '../hresult-error.js';
import type { StatusError } from '../status-error.js';
import type { XmlElement } from '../xml/element.js';
import type { ElementRule, Rule } from './notation.js';
import { isReadable, refusalOf } from './value-types.js';

/** A request body that follows its table, and the first value in it that QuickBooks cannot take. */
export interface ReadContent {
  readonly fields: Fields;
  readonly refusal: StatusError | undefined;
}

/**
 * Reads an element by its rules, greedily: the tables are deterministic.
 * @throws HresultError 0x80040400 on an unknown element, a wrong order, a missing element or a
 * value that is not of its type.
 */
export function readContent(
  element: XmlElement,
  rules: readonly Rule[],
  qbxmlVersion: number,
): ReadContent {
  return new ContentReader(qbxmlVersion).read(element, rules);
}

class ContentReader {
  private refusal: StatusError | undefined;

  constructor(private readonly version: number) {}

  read(element: XmlElement, rules: readonly Rule[]): ReadContent {
    return { fields: this.group(element, rules), refusal: this.refusal };
  }

  private group(element: XmlElement, rules: readonly Rule[]): Fields {
    if (element.text.trim() !== '') throw parseError(`${element.name} holds text.`);
    const fields: Record<string, Field> = {};
    const end = this.sequence(element, { rules, fields, from: 0 });
    const extra = element.children[end];
    if (extra !== undefined) {
      throw parseError(`${extra.name} is unknown or out of order in ${element.name}.`);
    }
    return fields;
  }

  private sequence(
    parent: XmlElement,
    part: { rules: readonly Rule[]; fields: Record<string, Field>; from: number },
  ): number {
    let position = part.from;
    for (const rule of part.rules) {
      let seen = 0;
      while (seen < rule.max && this.startsWith(rule, parent.children[position])) {
        position = this.once(parent, { rule, fields: part.fields, from: position });
        seen += 1;
      }
      if (seen < rule.min && !isOptional(rule)) {
        throw parseError(`${nameOf(rule)} is missing in ${parent.name}.`);
      }
    }
    return position;
  }

  private once(
    parent: XmlElement,
    part: { rule: Rule; fields: Record<string, Field>; from: number },
  ): number {
    const { rule, fields, from } = part;
    const child = parent.children[from];
    if (child === undefined) return from;
    if (rule.kind === 'choice') {
      const rules = rule.alternatives.find((some) => this.canStart(some, child)) ?? [];
      return this.sequence(parent, { rules, fields, from });
    }
    const value =
      rule.content === undefined ? this.value(child, rule) : this.group(child, rule.content);
    const before = fields[rule.name];
    if (rule.max === 1) fields[rule.name] = value;
    else fields[rule.name] = Array.isArray(before) ? [...before, value] : [value];
    return from + 1;
  }

  private value(element: XmlElement, rule: ElementRule): string {
    if (element.children.length > 0) throw parseError(`${element.name} cannot hold elements.`);
    const text = rule.type === 'text' ? element.text : element.text.trim();
    const cleared = text === '' && rule.min === 0;
    if (!cleared && !isReadable(rule, text)) {
      throw parseError(`"${text}" is no value of ${element.name}.`);
    }
    if (!cleared) this.refusal ??= refusalOf(rule, text);
    return text;
  }

  private startsWith(rule: Rule, child: XmlElement | undefined): boolean {
    if (child === undefined) return false;
    if (rule.kind === 'element') return rule.name === child.name && rule.since <= this.version;
    return rule.alternatives.some((alternative) => this.canStart(alternative, child));
  }

  private canStart(rules: readonly Rule[], child: XmlElement): boolean {
    for (const rule of rules) {
      if (this.startsWith(rule, child)) return true;
      if (!isOptional(rule)) return false;
    }
    return false;
  }
}

function isOptional(rule: Rule): boolean {
  if (rule.min === 0) return true;
  return rule.kind === 'choice' && rule.alternatives.some((some) => some.every(isOptional));
}

function nameOf(rule: Rule): string {
  return rule.kind === 'element' ? rule.name : 'one of several elements';
}
