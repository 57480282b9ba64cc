import type { ControlRoute } from '../company/index.js';
import type { ConnectorStep, StepAction, StepHook, StepName } from './steps.js';

interface Armed {
  readonly name: string;
  readonly phase: string;
  readonly action: StepAction | 'freeze';
}

/**
 * Actions that another process arms over the control port; each happens once, at the next step of
 * its name and phase. A freeze lasts until the thaw.
 */
export class StepScript {
  private readonly armed: Armed[] = [];
  private thaw: (() => void) | undefined;
  private held: ConnectorStep | undefined;

  readonly hook: StepHook = async (step) => {
    const index = this.armed.findIndex(
      ({ name, phase }) => name === step.name && phase === step.phase,
    );
    const action = index < 0 ? undefined : this.armed.splice(index, 1)[0]?.action;
    if (action !== 'freeze') return action;
    this.held = step;
    await new Promise<void>((resolve) => {
      this.thaw = resolve;
    });
    this.held = undefined;
    return undefined;
  };

  routes(): Readonly<Record<string, ControlRoute>> {
    return {
      'POST /steps': ({ body }) => {
        this.armed.push({
          name: stepName(body['name']),
          phase: phaseOf(body['phase']),
          action: actionOf(body['action']),
        });
        return { armed: this.armed.length };
      },
      'GET /steps': () => ({ armed: this.armed, frozenAt: this.held ?? null }),
      'POST /thaw': () => {
        this.thaw?.();
        this.thaw = undefined;
        return {};
      },
    };
  }
}

const NAMES: readonly StepName[] = [
  'serverVersion',
  'clientVersion',
  'authenticate',
  'openCompany',
  'sendRequestXML',
  'processRequest',
  'receiveResponseXML',
  'getLastError',
  'connectionError',
  'closeConnection',
];

function stepName(value: unknown): StepName {
  const name = NAMES.find((one) => one === value);
  if (name === undefined) throw new Error(`there is no step ${String(value)}`);
  return name;
}

function phaseOf(value: unknown): 'before' | 'after' {
  if (value === 'before' || value === 'after') return value;
  throw new Error('phase is before or after');
}

function actionOf(value: unknown): Armed['action'] {
  if (value === 'vanish' || value === 'drop-answer' || value === 'duplicate' || value === 'freeze')
    return value;
  const parts: Readonly<Record<string, unknown>> = typeof value === 'object' ? { ...value } : {};
  const { hresult, message, response } = parts;
  if (typeof response === 'string') return { response };
  if (typeof hresult === 'string')
    return { hresult, message: typeof message === 'string' ? message : '' };
  throw new Error('there is no such action');
}
