import { parseAnswer, statusMeaning } from '@ml-connector/qbxml';

/** What the product understands of an answer, response by response: which request, status, class, objects by id. */
export const understand = (answer: string): readonly string[] => {
  try {
    const { responses } = parseAnswer(answer);
    return responses.map(({ requestId, statusCode, statusMessage, rets }) =>
      [
        requestId ?? '-',
        String(statusCode),
        statusMeaning(statusCode, statusMessage).class,
        ...rets.map(({ type }) => type),
      ].join(' '),
    );
  } catch (error) {
    return [`unreadable: ${error instanceof Error ? error.message : String(error)}`];
  }
};
