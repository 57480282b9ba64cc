import {
  type DynamicModule,
  type MiddlewareConsumer,
  Module,
  type NestModule,
} from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { openApi, type ServiceApi } from '../openapi/openapi.js';
import { OPENAPI_DOCUMENT, OpenApiController } from '../openapi/openapi.controller.js';
import { AdminToken } from './admin-token.js';
import { JsonBody } from './json-body.js';
import { ProblemFilter } from './problem.filter.js';

/**
 * What every request under `/api` meets before its route, and how every refusal is worded. It belongs to the process
 * and not to a service, so it stands once before all routes, whichever services run together.
 */
@Module({ providers: [{ provide: APP_FILTER, useClass: ProblemFilter }] })
export class ApiModule implements NestModule {
  /** With the document of what these services offer; without one where they offer nothing. */
  static describing(publicUrl: string, apis: readonly ServiceApi[]): DynamicModule {
    if (apis.length === 0) return { module: ApiModule };
    return {
      module: ApiModule,
      controllers: [OpenApiController],
      providers: [{ provide: OPENAPI_DOCUMENT, useValue: openApi(publicUrl, apis) }],
    };
  }

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(AdminToken, JsonBody).forRoutes('api/{*path}');
  }
}
