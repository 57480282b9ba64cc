import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import type { Connections } from '@ml-connector/connections';
import type { DocumentStore } from '@ml-connector/document-store';
import { DOCUMENT_STORE, parseRequest } from '@ml-connector/platform';
import type { Postings } from '@ml-connector/postings';
import { requireConnection } from '../connections/require-connection.js';
import { CONNECTIONS, POSTINGS } from '../tokens.js';
import { checkRange, tieOutQuery } from './day-range.js';
import { readTieOut } from './read-tie-out.js';

@Controller('api/connections/:id/tie-out')
export class TieOutController {
  constructor(
    @Inject(CONNECTIONS) private readonly connections: Connections,
    @Inject(POSTINGS) private readonly postings: Postings,
    @Inject(DOCUMENT_STORE) private readonly store: DocumentStore,
  ) {}

  @Get()
  async read(@Param('id') id: string, @Query() query: unknown) {
    const connection = await requireConnection(this.connections, id);
    const range = checkRange(parseRequest(tieOutQuery, query));
    const { store, postings } = this;
    return readTieOut(connection, range, { store, postings });
  }
}
