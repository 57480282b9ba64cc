/** How a value is spelled: qbXML's own type names, as in Intuit's schema. */
export type ScalarType =
  | 'text'
  | 'bool'
  | 'int'
  | 'float'
  | 'date'
  | 'dt'
  | 'AMT'
  | 'PRICE'
  | 'QTY'
  | 'PCT'
  | 'ID'
  | 'GUID'
  | 'enum';

/** A leaf. `maxLength` counts characters. */
export interface Scalar {
  readonly kind: 'scalar';
  readonly type: ScalarType;
  readonly maxLength: number | undefined;
  /** The only values allowed, if the type is `enum`. */
  readonly values: ReadonlySet<string> | undefined;
}

/** An element that holds elements, in this order. */
export interface Sequence {
  readonly kind: 'sequence';
  readonly particles: readonly Particle[];
  /** Every element that may stand here, in whichever choice, by its name. */
  readonly elements: ReadonlyMap<string, ElementRule>;
}

export interface ElementRule {
  readonly kind: 'element';
  readonly name: string;
  readonly required: boolean;
  readonly repeats: boolean;
  /** The lowest qbXML version that has it, as `toVersionNumber` counts. */
  readonly since: number;
  readonly content: Scalar | Sequence;
}

/** One of several sequences. A choice that repeats is a list of lines: its alternatives may stand side by side. */
export interface Choice {
  readonly kind: 'choice';
  readonly required: boolean;
  readonly repeats: boolean;
  readonly alternatives: readonly Alternative[];
}

export interface Alternative {
  readonly particles: readonly Particle[];
  /** The elements that show, where one of them stands, that this alternative was taken. */
  readonly names: readonly string[];
}

export type Particle = ElementRule | Choice;

/** The elements of a sequence, including those inside its choices. */
const elementsOf = (particles: readonly Particle[]): readonly ElementRule[] =>
  particles.flatMap((particle) =>
    particle.kind === 'element'
      ? [particle]
      : particle.alternatives.flatMap((alternative) => elementsOf(alternative.particles)),
  );

export const alternativeOf = (particles: readonly Particle[]): Alternative => ({
  particles,
  names: elementsOf(particles).map(({ name }) => name),
});

/** @throws Error if a name stands twice: a table in which it does would be ambiguous. */
export const sequenceOf = (particles: readonly Particle[]): Sequence => {
  const elements = new Map<string, ElementRule>();
  for (const element of elementsOf(particles)) {
    if (elements.has(element.name)) throw new Error(`${element.name} stands twice in a table.`);
    elements.set(element.name, element);
  }
  return { kind: 'sequence', particles, elements };
};
