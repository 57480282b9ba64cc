import { createClientAsync, type Client } from 'soap';
import { readArrayResult, readIntegerResult, readTextResult } from './soap-answer.js';

type Arguments = Readonly<Record<string, string | number>>;

/** The calls of the Web Connector to one service, in the shapes of its WSDL. */
export class ServiceClient {
  private constructor(
    private readonly client: Client,
    private readonly timeoutMs: number,
  ) {}

  /** Reads `<AppURL>?wsdl` anew. @throws Error when it cannot be read. */
  static async connect(appUrl: string, timeoutMs: number): Promise<ServiceClient> {
    const client = await createClientAsync(`${appUrl}?wsdl`, { disableCache: true }, appUrl);
    return new ServiceClient(client, timeoutMs);
  }

  /** Whether the WSDL offers an operation; the older services have no clientVersion. */
  offers(operation: string): boolean {
    return typeof this.client[`${operation}Async`] === 'function';
  }

  async text(operation: string, parameters: Arguments): Promise<string> {
    return readTextResult(await this.call(operation, parameters), operation);
  }

  async integer(operation: string, parameters: Arguments): Promise<number> {
    return readIntegerResult(await this.call(operation, parameters), operation);
  }

  async array(operation: string, parameters: Arguments): Promise<readonly string[]> {
    return readArrayResult(await this.call(operation, parameters), operation);
  }

  private async call(operation: string, parameters: Arguments): Promise<string> {
    const answer: [unknown, string] = await this.client[`${operation}Async`](parameters, {
      timeout: this.timeoutMs,
    });
    return answer[1];
  }
}
