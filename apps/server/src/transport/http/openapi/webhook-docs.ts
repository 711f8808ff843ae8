import { WEBHOOK_EVENT_TYPES, WEBHOOK_EVENTS, type WebhookEventType } from '@cashwrap/shared/contracts/webhook-events'
import { z } from 'zod'
import { SENDING_RULES } from '../../../modules/webhooks-out/index.ts'
import { type JsonObject, jsonSchema } from './json-schema.ts'
import type { DocsTag } from './route-docs.ts'

const { RETRY_DELAYS, TIMEOUT_SECONDS, OLD_SECRET_HOURS, FAILING_DAYS, LONGEST_WAIT_SECONDS } = SENDING_RULES
const HOUR = 3600

const duration = (seconds: number): string =>
  seconds >= HOUR ? `${seconds / HOUR} h` : seconds >= 60 ? `${seconds / 60} min` : `${seconds} s`

const lasts = duration(RETRY_DELAYS.reduce<number>((sum, delay) => sum + Math.trunc(delay / HOUR) * HOUR, 0))

/** How webhooks are sent, from the numbers that the sending goes by. */
export const WEBHOOKS_TAG: DocsTag = {
  name: 'Webhooks',
  description: [
    'What this server sends to the endpoints that an operator or a seller registers, in the form of [Standard Webhooks](https://www.standardwebhooks.com).',
    'Each message goes to an endpoint at least once: `webhook-id` is the same at every try, so keep those you have dealt with. Messages about one thing (an order, an account) come one after another; others may overtake.',
    `**Answer** with any 2xx within ${TIMEOUT_SECONDS.endpoint} seconds and do the work afterwards. Redirects are not followed. 410 switches the endpoint off.`,
    `**Tries** come at once, then after ${RETRY_DELAYS.slice(1).map(duration).join(', ')} (each up to a tenth later), over ${lasts} and more in all; \`Retry-After\` makes a wait longer, up to ${duration(LONGEST_WAIT_SECONDS)}. After the last one the delivery has failed and can be replayed. An endpoint that took nothing for ${FAILING_DAYS} days is disabled then.`,
    `**Signature:** \`webhook-signature\` is \`v1,\` and the base64 of HMAC-SHA256 over \`{webhook-id}.{webhook-timestamp}.{body}\`, the body as its bytes came. The key is the base64-decoded part of the secret behind \`whsec_\`. For ${OLD_SECRET_HOURS} hours after the secret was replaced there are two, separated by a space: one that fits is enough. Refuse timestamps that are more than five minutes off.`,
    'Where an endpoint was registered so, `X-Rakubun-Signature` is there, too: lower-case hex of HMAC-SHA256 over the body, with the whole secret as it is written for its key.',
  ].join('\n\n'),
}

const HEADERS: readonly JsonObject[] = [
  { name: 'webhook-id', description: 'The same at every try.', schema: { type: 'string', format: 'uuid' } },
  {
    name: 'webhook-timestamp',
    description: 'When this try was made, in seconds since 1970.',
    schema: { type: 'string', pattern: '^\\d+$' },
  },
  { name: 'webhook-signature', description: 'One or two, by a space.', schema: { type: 'string', pattern: '^v1,' } },
].map((header) => ({ ...header, in: 'header', required: true }))

/** A `webhooks` section with every event of the catalogue. */
export function webhooksSection(schemas: JsonObject): JsonObject {
  return Object.fromEntries(WEBHOOK_EVENT_TYPES.map((type) => [type, { post: operation(type, schemas) }]))
}

function operation(type: WebhookEventType, schemas: JsonObject): JsonObject {
  const { summary, example } = WEBHOOK_EVENTS[type]
  const schema = jsonSchema(bodySchema(type), 'input', schemas)
  const value = { type, timestamp: EXAMPLE_TIMESTAMP, data: example }
  return {
    summary: type,
    description: summary,
    tags: [WEBHOOKS_TAG.name],
    security: [],
    parameters: HEADERS,
    requestBody: { required: true, content: { 'application/json': { schema, examples: { [type]: { value } } } } },
    responses: {
      '2XX': { description: 'Taken.' },
      410: { description: 'No more of anything, please: the endpoint is disabled.' },
      default: { description: 'Not taken; it is tried again.' },
    },
  }
}

const EXAMPLE_TIMESTAMP = '2027-03-14T01:30:00.000Z'

/** What an endpoint gets: of the shop, or of a seller where sellers hear of it in another form. */
function bodySchema(type: WebhookEventType): z.ZodType {
  const shapes: { shop: z.ZodType; seller?: z.ZodType } = WEBHOOK_EVENTS[type].data
  const { shop, seller } = shapes
  const data =
    seller === undefined || seller === shop
      ? shop
      : z.union([
          shop.meta({ description: 'To an endpoint of the shop.' }),
          seller.meta({ description: 'To an endpoint of a seller.' }),
        ])
  return z.object({ type: z.literal(type), timestamp: z.iso.datetime(), data })
}
