/** The other side of `startChild`: answers each message by what the handler returns. */
export const answerParent = (handle: (message: unknown) => Promise<unknown>): void => {
  process.on('message', (message) => {
    handle(message).then(
      (answer) => process.send?.({ answer }),
      (error: unknown) => process.send?.({ error: error instanceof Error ? error.stack : error }),
    );
  });
  process.on('disconnect', () => process.exit(0));
};
