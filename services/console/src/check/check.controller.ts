import { Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import type { ConnectionReader, Connections } from '@ml-connector/connections';
import type { DocumentStore } from '@ml-connector/document-store';
import type { Clock, Randomness } from '@ml-connector/kernel';
import { CLOCK, DOCUMENT_STORE, RANDOMNESS, SETTINGS, type Settings } from '@ml-connector/platform';
import { requireActive } from '../connections/require-connection.js';
import { CONNECTION_READER, CONNECTIONS } from '../tokens.js';
import { checkConnection } from './check-connection.js';

@Controller('api/connections/:id/check')
export class CheckController {
  constructor(
    @Inject(CONNECTIONS) private readonly connections: Connections,
    @Inject(CONNECTION_READER) private readonly reader: ConnectionReader,
    @Inject(DOCUMENT_STORE) private readonly store: DocumentStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RANDOMNESS) private readonly randomness: Randomness,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Post()
  @HttpCode(200)
  async check(@Param('id') id: string) {
    const connection = await requireActive(this.connections, id);
    const { allowPrivateStores, publicUrl } = this.settings;
    const { store, connections, reader, clock, randomness } = this;
    const checks = await checkConnection(connection, {
      store,
      connections,
      reader,
      clock,
      randomness,
      allowPrivateStores,
      publicUrl,
    });
    return { checks };
  }
}
