import { occurrencesOf, type QbFields } from '../language/qb-fields.js';
import type { ElementRule, Particle } from '../tables/content-model.js';
import { escapeText } from './escape.js';

/**
 * The elements as XML, in the order of the table and never of the object. A repeating choice is written
 * alternative by alternative: all single lines, then all groups. Expects fields that were checked.
 */
export const writeFields = (particles: readonly Particle[], fields: QbFields): string => {
  let xml = '';
  for (const particle of particles) {
    if (particle.kind === 'choice') {
      for (const alternative of particle.alternatives)
        xml += writeFields(alternative.particles, fields);
      continue;
    }
    const { name, content } = particle;
    for (const value of occurrencesOf(fields, name))
      xml += `<${name}>${writeContent(content, value)}</${name}>`;
  }
  return xml;
};

const writeContent = (content: ElementRule['content'], value: string | QbFields): string => {
  if (typeof value === 'string') return escapeText(value);
  return content.kind === 'sequence' ? writeFields(content.particles, value) : '';
};
