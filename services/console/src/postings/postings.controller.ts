import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import type { Connections } from '@ml-connector/connections';
import type { Postings } from '@ml-connector/postings';
import { pageView, parseId, parseOptionalBody, parseRequest } from '@ml-connector/platform';
import { requireConnection } from '../connections/require-connection.js';
import { CONNECTIONS, POSTINGS } from '../tokens.js';
import { listPostingsQuery, verbBody } from './posting-requests.js';
import { postingView, type PostingView } from './posting-view.js';
import { type PostingVerb, useVerb } from './use-verb.js';

@Controller('api/connections/:id/postings')
export class PostingsController {
  constructor(
    @Inject(CONNECTIONS) readonly connections: Connections,
    @Inject(POSTINGS) readonly postings: Postings,
  ) {}

  @Get()
  async list(@Param('id') id: string, @Query() query: unknown) {
    const { id: connectionId } = await requireConnection(this.connections, id);
    const asked = parseRequest(listPostingsQuery, query);
    const page = await this.postings.list({ connectionId, ...asked });
    return pageView(page, postingView);
  }

  @Post(':postingId/retry')
  @HttpCode(200)
  retry(@Param('id') id: string, @Param('postingId') postingId: string, @Body() body: unknown) {
    return this.use('retry', { id, postingId, body });
  }

  @Post(':postingId/hold')
  @HttpCode(200)
  hold(@Param('id') id: string, @Param('postingId') postingId: string, @Body() body: unknown) {
    return this.use('hold', { id, postingId, body });
  }

  @Post(':postingId/skip')
  @HttpCode(200)
  skip(@Param('id') id: string, @Param('postingId') postingId: string, @Body() body: unknown) {
    return this.use('skip', { id, postingId, body });
  }

  private async use(
    verb: PostingVerb,
    at: { readonly id: string; readonly postingId: string; readonly body: unknown },
  ): Promise<PostingView> {
    const { id: connectionId } = await requireConnection(this.connections, at.id);
    const postingId = parseId(at.postingId, 'posting');
    const body = parseOptionalBody(verbBody, at.body);
    return postingView(await useVerb(verb, { connectionId, postingId, body }, this));
  }
}
