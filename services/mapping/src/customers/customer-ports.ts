import type { CustomerPorts } from '@ml-connector/bookkeeping';
import type { MappingPorts } from '../mapping-ports.js';

/** To open customers with; the log tells which of them could not be read. */
export const customerPorts = ({
  store,
  vault,
  logger,
}: Pick<MappingPorts, 'store' | 'vault' | 'logger'>): CustomerPorts &
  Pick<MappingPorts, 'store'> => ({
  store,
  vault,
  onUnreadable: ({ connectionId, customerId }, error) =>
    logger.warn(
      { event: 'customer.unreadable', connectionId, customerId, error },
      'The shop sent a customer that cannot be read; it is not mapped.',
    ),
});
