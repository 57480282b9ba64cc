import type { ServiceClient } from './service-client.js';
import {
  Vanished,
  type ConnectorStep,
  type StepAction,
  type StepHook,
  type StepName,
} from './steps.js';
import type { UpdateReport } from './update-report.js';

/** The moments of one update: tells the hook, and does to the call what it asks for. */
export class UpdateSteps {
  round = 0;
  request: string | undefined;
  response: string | undefined;

  constructor(
    private readonly watch: {
      readonly hook: StepHook | undefined;
      readonly log: ((line: string) => void) | undefined;
    },
    private readonly report: UpdateReport,
  ) {}

  /** Makes one call of the service as a step. */
  async call<T>(name: StepName, make: () => Promise<T>): Promise<T> {
    const action = await this.tell(name, 'before');
    this.report.calls.push(name);
    this.watch.log?.(`*** Calling ${name}()`);
    const result = await make();
    if (action === 'duplicate') {
      this.report.calls.push(name);
      await make();
    }
    if (action === 'drop-answer') throw new Error('The operation has timed out');
    await this.tell(name, 'after');
    return result;
  }

  /** Tells the hook of a moment. @throws Vanished when it says so. */
  async tell(name: StepName, phase: ConnectorStep['phase']): Promise<StepAction | undefined> {
    const { round, request, response } = this;
    const action = await this.watch.hook?.({ name, phase, round, request, response });
    if (action === 'vanish') throw new Vanished();
    return action ?? undefined;
  }
}

/** The calls that every update makes, as steps. */
export interface UpdateCalls {
  readonly steps: UpdateSteps;
  readonly client: ServiceClient;
  readonly report: UpdateReport;
}
