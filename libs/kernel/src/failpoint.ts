/**
 * A named place between two steps where a test can make the process die, hang or fail.
 * In production it is {@link noFailpoints} and costs a call of an empty function.
 */
export type Failpoint = (name: string) => void | Promise<void>;

export const noFailpoints: Failpoint = () => undefined;
