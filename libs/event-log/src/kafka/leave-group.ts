import type { Broker } from 'kafkajs';

/**
 * Tells the group that a member is gone whose consumer has crashed: otherwise everyone waits until its session ends before
 * its partitions go on. Throws nothing: the session ends in any case.
 */
export const leaveGroup = async (
  coordinator: Broker,
  groupId: string,
  memberId: string,
): Promise<void> => {
  const leave: unknown = Reflect.get(coordinator, 'leaveGroup');
  if (typeof leave !== 'function') return;
  try {
    await Reflect.apply(leave, coordinator, [{ groupId, memberId }]);
  } catch {
    // Unknown there: the group has noticed already.
  }
};
