import { Controller, Get, Inject } from '@nestjs/common';
import { SETTINGS, type Settings } from '@ml-connector/platform';
import { openApi } from './openapi.js';

@Controller('api/openapi.json')
export class OpenApiController {
  private readonly document: Readonly<Record<string, unknown>>;

  constructor(@Inject(SETTINGS) settings: Pick<Settings, 'publicUrl'>) {
    this.document = openApi(settings.publicUrl);
  }

  @Get()
  read() {
    return this.document;
  }
}
