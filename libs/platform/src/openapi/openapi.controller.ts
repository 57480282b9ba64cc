import { Controller, Get, Inject } from '@nestjs/common';

/** Token of the document, made once per process. */
export const OPENAPI_DOCUMENT = Symbol('OpenApiDocument');

@Controller('api/openapi.json')
export class OpenApiController {
  constructor(
    @Inject(OPENAPI_DOCUMENT) private readonly document: Readonly<Record<string, unknown>>,
  ) {}

  @Get()
  read() {
    return this.document;
  }
}
