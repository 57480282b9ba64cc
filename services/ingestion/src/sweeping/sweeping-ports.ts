import type { Leases } from '@ml-connector/document-store';
import type { Lanes } from '../reading/lanes.js';
import type { ReadingPorts } from '../reading/reading.js';
import type { Signals } from '../signals.js';
import type { WebhookPorts } from './ensure-webhooks.js';
import type { FactsPorts } from './learn-facts.js';

/** What the sweep of a shop works with. */
export type SweepingPorts = ReadingPorts &
  FactsPorts &
  WebhookPorts & { readonly lanes: Lanes; readonly leases: Leases; readonly signals: Signals };
