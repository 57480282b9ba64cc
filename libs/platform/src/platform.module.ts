import { Global, Module, type DynamicModule, type Provider } from '@nestjs/common';
import type { Ports } from './ports.js';
import {
  CLOCK,
  DOCUMENT_STORE,
  EVENT_LOG,
  FAILPOINT,
  LEASES,
  LOGGER,
  METRICS,
  PARKING,
  RANDOMNESS,
  SECRET_BOX,
  SETTINGS,
  VAULT,
} from './tokens.js';

/** Binds the platform's tokens for every module of the process. */
@Global()
@Module({})
export class PlatformModule {
  static with(ports: Ports): DynamicModule {
    const providers: Provider[] = [
      { provide: CLOCK, useValue: ports.clock },
      { provide: RANDOMNESS, useValue: ports.randomness },
      { provide: EVENT_LOG, useValue: ports.log },
      { provide: DOCUMENT_STORE, useValue: ports.store },
      { provide: LEASES, useValue: ports.leases },
      { provide: PARKING, useValue: ports.parking },
      { provide: VAULT, useValue: ports.vault },
      { provide: SECRET_BOX, useValue: ports.secretBox },
      { provide: LOGGER, useValue: ports.logger },
      { provide: METRICS, useValue: ports.metrics },
      { provide: FAILPOINT, useValue: ports.failpoint },
      { provide: SETTINGS, useValue: ports.settings },
    ];
    return {
      module: PlatformModule,
      providers,
      exports: [
        CLOCK,
        RANDOMNESS,
        EVENT_LOG,
        DOCUMENT_STORE,
        LEASES,
        PARKING,
        VAULT,
        SECRET_BOX,
        LOGGER,
        METRICS,
        FAILPOINT,
        SETTINGS,
      ],
    };
  }
}
