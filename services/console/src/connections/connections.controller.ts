import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  Patch,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import { type Connections, rulesInputSchema } from '@ml-connector/connections';
import type { DocumentStore } from '@ml-connector/document-store';
import { type Clock, isoTime } from '@ml-connector/kernel';
import {
  CLOCK,
  DOCUMENT_STORE,
  pageView,
  parseId,
  parseRequest,
  type Settings,
  SETTINGS,
} from '@ml-connector/platform';
import type { Response } from 'express';
import { readChecks } from '../check/read-checks.js';
import { qwcFile } from '../qwc/qwc-file.js';
import { checkRules } from '../rules/check-rules.js';
import { CONNECTIONS } from '../tokens.js';
import { checkStoreUrl } from './check-store-url.js';
import {
  changeConnectionBody,
  createConnectionBody,
  listConnectionsQuery,
  rotateBody,
} from './connection-requests.js';
import { connectionView, qbwcUrl, webhookUrl } from './connection-view.js';
import { refusalProblem, requireActive, requireConnection } from './require-connection.js';
import { rotationOf, rotationView } from './rotation.js';

@Controller('api/connections')
export class ConnectionsController {
  constructor(
    @Inject(CONNECTIONS) private readonly connections: Connections,
    @Inject(DOCUMENT_STORE) private readonly store: DocumentStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Post()
  async create(@Body() body: unknown, @Res({ passthrough: true }) response: Response) {
    const { name, store, rules } = parseRequest(createConnectionBody, body);
    const url = this.checkedUrl(store.url);
    const created = await this.connections.create({
      name,
      store: { ...store, url },
      rules: checkRules(rules ?? rulesInputSchema.parse({}), {
        goLive: isoTime(this.clock.now()),
        path: 'rules.',
      }),
    });
    const { id, qbwc } = created.connection;
    response.location(`/api/connections/${id}`);
    return {
      id,
      webhook: { url: webhookUrl(this.settings.publicUrl, id), secret: created.webhookSecret },
      qbwc: {
        username: qbwc.username,
        password: created.qbwcPassword,
        url: qbwcUrl(this.settings.publicUrl),
      },
    };
  }

  @Get()
  async list(@Query() query: unknown) {
    const page = await this.connections.list(parseRequest(listConnectionsQuery, query));
    return pageView(page, (connection) => connectionView(connection, this.settings.publicUrl));
  }

  @Get(':id')
  async read(@Param('id') id: string) {
    const connection = await requireConnection(this.connections, id);
    return {
      ...connectionView(connection, this.settings.publicUrl),
      checks: await readChecks(this.store, connection, this.clock),
    };
  }

  @Patch(':id')
  async change(@Param('id') id: string, @Body() body: unknown) {
    const change = parseRequest(changeConnectionBody, body);
    const url = change.store?.url;
    const outcome = await this.connections.change(
      parseId(id, 'connection'),
      url === undefined
        ? change
        : { ...change, store: { ...change.store, url: this.checkedUrl(url) } },
    );
    if (!('connection' in outcome)) throw refusalProblem(outcome);
    return connectionView(outcome.connection, this.settings.publicUrl);
  }

  @Delete(':id')
  @HttpCode(204)
  async retire(@Param('id') id: string): Promise<void> {
    const outcome = await this.connections.retire(parseId(id, 'connection'));
    if (outcome.outcome === 'missing') throw refusalProblem({ outcome: 'missing' });
  }

  @Post(':id/rotate')
  @HttpCode(200)
  async rotate(@Param('id') id: string, @Body() body: unknown) {
    const rotation = rotationOf(parseRequest(rotateBody, body));
    const outcome = await this.connections.rotate(parseId(id, 'connection'), rotation);
    if (!('connection' in outcome)) throw refusalProblem(outcome);
    return rotationView(rotation.what, outcome, this.settings.publicUrl);
  }

  @Get(':id/qwc')
  @Header('Content-Type', 'application/xml; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  async qwc(@Param('id') id: string, @Res({ passthrough: true }) response: Response) {
    const connection = await requireActive(this.connections, id);
    const file = `ml-connector-${connection.id}.qwc`;
    response.setHeader('Content-Disposition', `attachment; filename="${file}"`);
    return qwcFile(connection, this.settings.publicUrl);
  }

  private checkedUrl(url: string): string {
    return checkStoreUrl(url, this.settings.allowPrivateStores);
  }
}
