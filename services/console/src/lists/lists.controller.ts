import { readMirror } from '@ml-connector/bookkeeping';
import type { Connections } from '@ml-connector/connections';
import type { DocumentStore } from '@ml-connector/document-store';
import { DOCUMENT_STORE, notFound, pageView, parseRequest, VAULT } from '@ml-connector/platform';
import type { Vault } from '@ml-connector/sealing';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { requireConnection } from '../connections/require-connection.js';
import { CONNECTIONS } from '../tokens.js';
import { listName, listQuery } from './list-requests.js';

/** The lists of the company file as they were last read: what rules can name. */
@Controller('api/connections/:id/lists')
export class ListsController {
  constructor(
    @Inject(CONNECTIONS) private readonly connections: Connections,
    @Inject(DOCUMENT_STORE) readonly store: DocumentStore,
    @Inject(VAULT) readonly vault: Vault,
  ) {}

  @Get(':list')
  async read(@Param('id') id: string, @Param('list') list: string, @Query() query: unknown) {
    const { id: connectionId } = await requireConnection(this.connections, id);
    const known = listName.safeParse(list);
    if (!known.success) throw notFound('list');
    const asked = parseRequest(listQuery, query);
    const page = await readMirror(this, { connectionId, list: known.data, ...asked });
    return pageView(page, (object) => object);
  }
}
