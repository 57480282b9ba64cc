import type { SecretBox } from '@ml-connector/sealing';
import type { ConnectionDocument } from './connection-document.js';
import type { ConnectionFact } from './connection-event.js';
import { openCredentials, sealOwned } from './connection-secrets.js';
import type { ConnectionChange } from './connections.js';
import type { Besides } from './change-connection.js';
import { dailyCapsOf } from './daily-caps.js';
import { decideConnection } from './decide-connection.js';

/** What a change of name, shop address, shop keys, the fence, the least interval or the caps leads to; parts that it does not name stay. */
export const mergeChange = (
  change: ConnectionChange,
  document: ConnectionDocument,
  secretBox: SecretBox,
): { readonly facts: readonly ConnectionFact[]; readonly besides: Besides } => {
  const { id, name, secrets } = document;
  const before = secrets.store === null ? null : openCredentials(id, secrets.store, secretBox);
  if (!before) return { facts: [], besides: {} };
  const after = {
    url: change.store?.url ?? before.url,
    consumerKey: change.store?.consumerKey ?? before.consumerKey,
    consumerSecret: change.store?.consumerSecret ?? before.consumerSecret,
  };
  const hasNewKeys =
    after.consumerKey !== before.consumerKey || after.consumerSecret !== before.consumerSecret;
  const isSealedAnew = hasNewKeys || after.url !== before.url;
  return {
    facts: [
      ...decideConnection(
        {
          type: 'Change',
          name: change.name ?? name,
          storeUrl: after.url,
          ...(change.fence ? { fence: change.fence } : {}),
          ...(change.minimumIntervalSeconds === undefined
            ? {}
            : { minimumIntervalSeconds: change.minimumIntervalSeconds }),
          ...(change.dailyCaps
            ? { dailyCaps: { ...dailyCapsOf(document), ...change.dailyCaps } }
            : {}),
        },
        document,
      ),
      ...(hasNewKeys ? decideConnection({ type: 'RotateSecret', what: 'store' }, document) : []),
    ],
    besides: isSealedAnew
      ? { secrets: { ...secrets, store: sealOwned(id, after, secretBox) } }
      : {},
  };
};
