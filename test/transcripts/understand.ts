import { hresultMeaning, parseAnswer, statusMeaning } from '@ml-connector/qbxml';

/** What the product understands of an answer, response by response: which request, status, class, objects by id; or of an error. */
export const understand = (answer: string): readonly string[] => {
  const [, hresult] = /^hresult (\S+)/.exec(answer) ?? [];
  if (hresult !== undefined) {
    const meaning = hresultMeaning(hresult);
    return [`${meaning.hresult} ${meaning.class} ${meaning.outcome}`];
  }
  try {
    const { responses, messageSetStatusCode = 0 } = parseAnswer(answer);
    const ofSet =
      messageSetStatusCode === 0
        ? []
        : [`set ${messageSetStatusCode} ${statusMeaning(messageSetStatusCode).class}`];
    const ofRequests = responses.map(({ requestId, statusCode, statusMessage, rets }) =>
      [
        requestId ?? '-',
        String(statusCode),
        statusMeaning(statusCode, statusMessage).class,
        ...rets.map(({ type }) => type),
      ].join(' '),
    );
    return [...ofSet, ...ofRequests];
  } catch (error) {
    return [`unreadable: ${error instanceof Error ? error.message : String(error)}`];
  }
};
