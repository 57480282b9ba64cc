import { AppError } from '@ml-connector/kernel';
import type { z } from 'zod';
import { envelopeSchema, type Envelope } from './envelope.js';
import type { Topic } from './topics.js';

/** One type of event: its topic, its newest version and how older versions become the newest. */
export interface EventDefinition<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly topic: Topic;
  /** The newest version; what is written. */
  readonly version: number;
  /** The shape of the newest version's `data`. */
  readonly data: z.ZodType<Data>;
  /** `upcasts[n]` turns the data of version n into that of version n + 1. Frozen once released. */
  readonly upcasts?: Readonly<Record<number, (data: unknown) => unknown>>;
}

/** An event in its newest version, as a union over definitions: `EventOf<typeof orderObserved | typeof orderGone>`. */
export type EventOf<Definition> =
  Definition extends EventDefinition<infer Type, infer Data>
    ? Omit<Envelope<Data>, 'type'> & { readonly type: Type }
    : never;

/** Keeps the literal type name. */
export const defineEvent = <const Type extends string, Data>(
  definition: EventDefinition<Type, Data>,
): EventDefinition<Type, Data> => definition;

/** What a writer gives; the rest of the envelope follows from the definition. */
export type NewEvent<Data> = Omit<Envelope<Data>, 'type' | 'version'>;

/** @throws AppError EVENT_INVALID if the data does not fit the definition. */
export const makeEvent = <Type extends string, Data>(
  definition: EventDefinition<Type, Data>,
  event: NewEvent<Data>,
): EventOf<EventDefinition<Type, Data>> => {
  const data = definition.data.safeParse(event.data);
  if (!data.success) throw invalid(definition.type, data.error);
  return { ...event, type: definition.type, version: definition.version, data: data.data };
};

/**
 * Reads an event of any version into its newest shape.
 * @returns `null` for a type that `definitions` does not name.
 * @throws AppError EVENT_INVALID (poison), or EVENT_TOO_NEW: written by a newer release, to be read after an upgrade, never skipped.
 */
export const readEvent = <Definition extends EventDefinition>(
  definitions: readonly Definition[],
  raw: unknown,
): EventOf<Definition> | null => {
  const envelope = envelopeSchema.safeParse(raw);
  if (!envelope.success) throw invalid('an envelope', envelope.error);
  const { type, version } = envelope.data;
  const definition = definitions.find((known) => known.type === type);
  if (!definition) return null;
  if (version > definition.version) {
    throw new AppError(
      'EVENT_TOO_NEW',
      `${type} version ${version} is newer than this release knows (${definition.version}).`,
    );
  }
  let data: unknown = envelope.data.data;
  for (let from = version; from < definition.version; from += 1) {
    const upcast = definition.upcasts?.[from];
    if (!upcast)
      throw new AppError(
        'EVENT_INVALID',
        `${type} version ${from} cannot be brought to version ${from + 1}.`,
      );
    data = upcast(data);
  }
  const parsed = definition.data.safeParse(data);
  if (!parsed.success) throw invalid(type, parsed.error);
  // The definition was found by the type and parsed the data, which is more than the compiler can see of a union.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return {
    ...envelope.data,
    version: definition.version,
    data: parsed.data,
  } as EventOf<Definition>;
};

const invalid = (what: string, cause: z.ZodError): AppError => {
  const paths = cause.issues.slice(0, 5).map((issue) => issue.path.join('.') || '(whole)');
  return new AppError('EVENT_INVALID', `${what} does not have its shape at: ${paths.join(', ')}.`);
};
