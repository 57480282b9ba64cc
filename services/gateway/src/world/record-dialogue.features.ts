import type { WebConnectorCalls } from '../soap/web-connector-calls.js';

/** Everything that is drawn at random, in the order in which it is first seen. */
const RANDOM: readonly (readonly [string, RegExp])[] = [
  ['guid', /\{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}/g],
  ['set', /\bs[0-9a-v]{22}\b/g],
  ['posting', /\b(?:inv|cus|pay)-[0-9a-z]{16,40}\b/g],
  ['connection', /\bcon-[a-z0-9]{8,30}\b/g],
];

/** Records what a Web Connector and the gateway say to each other, as text that is the same each time. */
export const createRecorder = () => {
  const lines: string[] = [];
  const names = new Map<string, string>();
  const named = (text: string): string =>
    RANDOM.reduce(
      (before, [kind, pattern]) =>
        before.replaceAll(pattern, (found) => {
          const known = names.get(found);
          if (known !== undefined) return known;
          const count = [...names.values()].filter((name) => name.startsWith(`(${kind} `)).length;
          const name = `(${kind} ${count + 1})`;
          names.set(found, name);
          return name;
        }),
      text,
    );
  const tell = (arrow: string, text: string): void => {
    lines.push(`${arrow} ${named(text).replaceAll(/>\s*</g, '>\n<')}`);
  };
  const during = async <Answer>(question: string, answer: Promise<Answer>): Promise<Answer> => {
    tell('>', question);
    const given = await answer;
    tell('<', Array.isArray(given) ? given.map((part) => `"${part}"`).join(' ') : String(given));
    return given;
  };
  return {
    text: (): string => `${lines.join('\n')}\n`,
    note: (text: string): void => void lines.push(`# ${text}`),
    listen: (calls: WebConnectorCalls): WebConnectorCalls => ({
      ...calls,
      authenticate: (user, password) => during('authenticate', calls.authenticate(user, password)),
      sendRequestXML: (request) =>
        during(
          ['sendRequestXML', request.ticket, request.companyFileName, request.hcpResponse].join(
            ' ',
          ),
          calls.sendRequestXML(request),
        ),
      receiveResponseXML: (answer) =>
        during(
          ['receiveResponseXML', answer.ticket, answer.hresult, answer.response].join(' '),
          calls.receiveResponseXML(answer),
        ),
      connectionError: (ticket, hresult, message) =>
        during(
          `connectionError ${ticket} ${hresult}`,
          calls.connectionError(ticket, hresult, message),
        ),
      getLastError: (ticket) => during(`getLastError ${ticket}`, calls.getLastError(ticket)),
      closeConnection: (ticket) =>
        during(`closeConnection ${ticket}`, calls.closeConnection(ticket)),
    }),
  };
};
