import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { type CompanyReader, previewOrder } from '@ml-connector/bookkeeping';
import type { Connections } from '@ml-connector/connections';
import type { DocumentStore } from '@ml-connector/document-store';
import type { Clock } from '@ml-connector/kernel';
import { CLOCK, DOCUMENT_STORE, parseRequest, VAULT } from '@ml-connector/platform';
import type { Postings } from '@ml-connector/postings';
import type { Vault } from '@ml-connector/sealing';
import { requireConnection } from '../connections/require-connection.js';
import { COMPANY_READER, CONNECTIONS, POSTINGS } from '../tokens.js';
import { knownOrderOf, readKnownOrder } from './known-order.js';
import { layOutQbxml } from './lay-out-qbxml.js';
import { previewBody } from './preview-requests.js';

@Controller('api/connections/:id/preview')
export class PreviewController {
  constructor(
    @Inject(CONNECTIONS) private readonly connections: Connections,
    @Inject(COMPANY_READER) private readonly company: CompanyReader,
    @Inject(POSTINGS) private readonly postings: Postings,
    @Inject(DOCUMENT_STORE) private readonly store: DocumentStore,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(200)
  async preview(@Param('id') id: string, @Body() body: unknown) {
    const connection = await requireConnection(this.connections, id);
    const asked = parseRequest(previewBody, body);
    const { store, vault, company, postings, clock } = this;
    const known =
      'orderId' in asked
        ? await readKnownOrder(connection.id, asked.orderId, { store, vault })
        : knownOrderOf(asked.order, asked.refunds ?? []);
    const preview = await previewOrder(connection, known, {
      store,
      company,
      postings,
      vault,
      clock,
    });
    return { ...preview, documents: await Promise.all(preview.documents.map(laidOut)) };
  }
}

const laidOut = async <Document extends { readonly qbxml: string | null }>(document: Document) => ({
  ...document,
  qbxml: document.qbxml === null ? null : await layOutQbxml(document.qbxml),
});
