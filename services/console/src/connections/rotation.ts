import type { ConnectionRefusal, Rotation, RotationOutcome } from '@ml-connector/connections';
import { z } from 'zod';
import type { rotateBody } from './connection-requests.js';
import { qbwcUrl, webhookUrl } from './connection-view.js';

export const rotationOf = (body: z.output<typeof rotateBody>): Rotation => {
  if (body.what !== 'store') return { what: body.what };
  const { consumerKey, consumerSecret } = body;
  return { what: 'store', store: { consumerKey, consumerSecret } };
};

/** What a rotation answers; a new secret is told this once, the one before counts for 24 more hours. */
export const rotationSchema = z.strictObject({
  what: z.enum(['webhook', 'qbwc', 'store', 'fileId']),
  webhook: z.strictObject({ url: z.string(), secret: z.string() }).optional(),
  qbwc: z
    .strictObject({
      username: z.string(),
      password: z.string().optional(),
      url: z.string(),
      fileId: z.string(),
    })
    .optional(),
});

export const rotationView = (
  what: Rotation['what'],
  { connection, secret }: Exclude<RotationOutcome, ConnectionRefusal>,
  publicUrl: string,
): z.infer<typeof rotationSchema> => {
  const { username, fileId } = connection.qbwc;
  const url = qbwcUrl(publicUrl);
  if (what === 'webhook')
    return { what, webhook: { url: webhookUrl(publicUrl, connection.id), secret: secret ?? '' } };
  if (what === 'qbwc') return { what, qbwc: { username, password: secret ?? '', url, fileId } };
  return what === 'fileId' ? { what, qbwc: { username, url, fileId } } : { what };
};
