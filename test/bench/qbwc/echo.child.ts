import { serveUntilKilled } from '../processes/serve-until-killed.js';

/** Bare node:http: reads the body and sends it back. */
serveUntilKilled((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    response.writeHead(200, { 'content-length': body.length }).end(body);
  });
});
