import { isQbFields, occurrencesOf, type QbFields } from '../language/qb-fields.js';
import { toVersion } from '../language/version.js';
import type { Violation, ViolationRule } from '../language/violation.js';
import {
  type Choice,
  type ElementRule,
  type Particle,
  type Sequence,
} from '../tables/content-model.js';
import { checkScalar } from './check-scalar.js';

/** What is known while walking: the version asked for, and where findings go. */
interface Walk {
  readonly version: number;
  readonly violations: Violation[];
}

/**
 * Compares fields with the sequence that the table allows.
 * @param version as `toVersionNumber` counts.
 */
export const checkFields = (
  sequence: Sequence,
  fields: QbFields,
  version: number,
): readonly Violation[] => {
  const walk: Walk = { version, violations: [] };
  checkSequence(walk, sequence, { fields, path: '' });
  return walk.violations;
};

interface Place {
  readonly fields: QbFields;
  readonly path: string;
}

const checkSequence = (walk: Walk, sequence: Sequence, place: Place): void => {
  for (const name of Object.keys(place.fields))
    if (!sequence.elements.has(name))
      report(walk, 'unknown', [join(place.path, speakable(name)), 'No such element stands here.']);
  checkParticles(walk, sequence.particles, place);
};

const checkParticles = (walk: Walk, particles: readonly Particle[], place: Place): void => {
  for (const particle of particles)
    if (particle.kind === 'element') checkElement(walk, particle, place);
    else checkChoice(walk, particle, place);
};

const checkElement = (walk: Walk, rule: ElementRule, place: Place): void => {
  const found = occurrencesOf(place.fields, rule.name);
  const path = join(place.path, rule.name);
  if (found.length === 0) {
    if (rule.required) report(walk, 'missing', [path, 'It must be given.']);
    return;
  }
  if (rule.since > walk.version)
    report(walk, 'version', [path, `It needs qbXML ${toVersion(rule.since)}.`]);
  if (found.length > 1 && !rule.repeats)
    report(walk, 'repeated', [path, 'It may stand here only once.']);
  found.forEach((value, index) =>
    checkOccurrence(walk, rule, { value, path: rule.repeats ? `${path}[${index}]` : path }),
  );
};

interface Occurrence {
  readonly value: string | QbFields;
  readonly path: string;
}

const checkOccurrence = (walk: Walk, rule: ElementRule, { value, path }: Occurrence): void => {
  if (rule.content.kind === 'sequence') {
    if (isQbFields(value)) checkSequence(walk, rule.content, { fields: value, path });
    else report(walk, 'type', [path, 'It must hold elements.']);
  } else if (typeof value !== 'string') report(walk, 'type', [path, 'It must be text.']);
  else if (value === '' && rule.required) report(walk, 'missing', [path, 'It must not be empty.']);
  else {
    const flaw = checkScalar(rule.content, value);
    if (flaw) report(walk, flaw.rule, [path, flaw.message]);
  }
};

const checkChoice = (walk: Walk, choice: Choice, place: Place): void => {
  const taken = choice.alternatives.filter(({ names }) =>
    names.some((name) => occurrencesOf(place.fields, name).length > 0),
  );
  const path = (): string =>
    join(place.path, choice.alternatives.flatMap(({ names }) => names).join('|'));
  if (taken.length === 0 && choice.required)
    report(walk, 'missing', [path(), 'One of these must be given.']);
  if (taken.length > 1 && !choice.repeats)
    report(walk, 'choice', [path(), 'These exclude one another.']);
  for (const { particles } of taken) checkParticles(walk, particles, place);
};

const report = (walk: Walk, rule: ViolationRule, [path, message]: [string, string]): void => {
  walk.violations.push({ path, rule, message });
};

const join = (path: string, name: string): string => (path === '' ? name : `${path}/${name}`);

/** A name that is no element name may be anything, even customer data: it is not repeated. */
const speakable = (name: string): string => (/^[A-Za-z]\w{0,49}$/.test(name) ? name : '?');
