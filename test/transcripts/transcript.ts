/** One request to QuickBooks and what it said. */
export interface Exchange {
  readonly request: string;
  readonly answer: string;
  /** What the product makes of the answer: one line per response. */
  readonly understood: readonly string[];
}

/** A dialogue with QuickBooks that proves a case. */
export interface Transcript {
  /** The name of its file, without the ending. */
  readonly name: string;
  /** What it proves, and where it was taken: a simulator, or a QuickBooks of a named version. */
  readonly title: string;
  readonly exchanges: readonly Exchange[];
}

const PARTS = ['request', 'answer', 'understood'] as const;
const MARK = /^=== (request|answer|understood)$/m;

/** As text that people can read and compare. */
export const writeTranscript = ({ title, exchanges }: Transcript): string =>
  [
    title,
    ...exchanges.flatMap(({ request, answer, understood }) => [
      '=== request',
      broken(request),
      '=== answer',
      broken(answer),
      '=== understood',
      understood.join('\n'),
    ]),
    '',
  ].join('\n');

/** Reads what {@link writeTranscript} wrote, or a person by hand. @throws Error with what is wrong. */
export const readTranscript = (name: string, text: string): Transcript => {
  const [title = '', ...pieces] = text.split(MARK);
  const exchanges: Exchange[] = [];
  for (let at = 0; at < pieces.length; at += PARTS.length * 2) {
    const [first, request = '', second, answer = '', third, understood = ''] = pieces.slice(at);
    if (first !== 'request' || second !== 'answer' || third !== 'understood') {
      throw new Error(`${name}: a request, an answer and what is understood follow each other.`);
    }
    exchanges.push({
      request: request.trim(),
      answer: answer.trim(),
      understood: understood.split('\n').filter((line) => line.trim() !== ''),
    });
  }
  return { name, title: title.trim(), exchanges };
};

/** A line per element, so that a difference is seen; blanks between elements mean nothing. */
const broken = (xml: string): string => xml.trim().replaceAll(/>\s*</g, '>\n<');
