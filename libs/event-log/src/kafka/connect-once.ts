interface Connectable {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
}

/** A client that connects when it is first needed. */
export interface ConnectedOnce<Client> {
  readonly connected: () => Promise<Client>;
  close(): Promise<void>;
}

/** A failed attempt is made again by whoever needs the client next. */
export const connectOnce = <Client extends Connectable>(client: Client): ConnectedOnce<Client> => {
  let connecting: Promise<Client> | null = null;
  const connect = async (): Promise<Client> => {
    try {
      await client.connect();
      return client;
    } catch (error) {
      connecting = null;
      throw error;
    }
  };
  return {
    connected: () => (connecting ??= connect()),
    async close() {
      if (connecting) await client.disconnect();
    },
  };
};
