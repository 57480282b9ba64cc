import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import { serveUntilKilled } from '../processes/serve-until-killed.js';

type Front = { readonly handle: (request: IncomingMessage, response: ServerResponse) => void };

/** The gateway's own SOAP front, which is nobody's to import but for being measured without what stands behind it. */
const gateway: unknown = await import(
  join(import.meta.dirname, '../../../../services/gateway/dist/soap/soap-front.js')
);
const { createSoapFront } = z
  .object({
    createSoapFront: z.custom<(options: object) => Front>((value) => typeof value === 'function'),
  })
  .parse(gateway);

const SET = `<?xml version="1.0" encoding="utf-8"?><?qbxml version="13.0"?><QBXML>${'x'.repeat(2_000)}</QBXML>`;
const answered = (value: unknown) => () => Promise.resolve(value);
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

serveUntilKilled(
  createSoapFront({
    publicUrl: 'http://localhost',
    logger: silent,
    calls: {
      sendRequestXML: answered(SET),
      receiveResponseXML: answered(50),
      isLive: answered(true),
    },
  }).handle,
);
