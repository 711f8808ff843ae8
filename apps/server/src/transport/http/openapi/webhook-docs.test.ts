import { WEBHOOK_EVENT_TYPES, WEBHOOK_EVENTS, webhookDataSchema } from '@cashwrap/shared/contracts/webhook-events'
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, it } from 'vitest'
import { SENDING_RULES } from '../../../modules/webhooks-out/index.ts'
import { openApiDocument } from './openapi-document.ts'
import { WEBHOOKS_TAG, webhooksSection } from './webhook-docs.ts'

const document = openApiDocument([], { title: 'A shop', server: 'https://shop.test' })
const text = WEBHOOKS_TAG.description

it('the document has each event of the catalogue and no other, and is OpenAPI 3.1', async () => {
  expect(await new Validator().validate(document)).toEqual({ valid: true })
  expect(Object.keys(document['webhooks'] as object)).toEqual(WEBHOOK_EVENT_TYPES)
  expect(document['tags']).toContainEqual(WEBHOOKS_TAG)
})

it.each(WEBHOOK_EVENT_TYPES)('shows %s as it is sent', (type) => {
  const { summary, example } = WEBHOOK_EVENTS[type]
  const schema = webhookDataSchema(type, 'shop')
  expect(schema?.parse(example), 'an example that its schema takes and loses nothing of').toEqual(example)
  const section = JSON.parse(JSON.stringify(webhooksSection({})))[type].post
  expect(section.description).toContain(summary)
  const content = section.requestBody.content['application/json']
  expect(content.examples[type].value).toMatchObject({ type, data: example })
  expect(content.schema.properties.type.const).toBe(type)
  const data = content.schema.properties.data
  const shape = data.anyOf?.[0] ?? data
  expect(shape.required.toSorted()).toEqual(Object.keys(example as object).toSorted())
})

it('shows sellers what they get, without who bought', () => {
  const section = JSON.parse(JSON.stringify(webhooksSection({})))['order.completed'].post
  const [shop, seller] = section.requestBody.content['application/json'].schema.properties.data.anyOf
  expect(Object.keys(shop.properties)).toContain('buyer')
  expect(Object.keys(seller.properties)).toEqual(expect.arrayContaining(['gross', 'fee']))
  expect(Object.keys(seller.properties)).not.toContain('buyer')
})

it('tells sellers of subscriptions to their plans all but whose they are', () => {
  const section = JSON.parse(JSON.stringify(webhooksSection({})))['subscription.updated'].post
  const [shop, seller] = section.requestBody.content['application/json'].schema.properties.data.anyOf
  expect(shop.required.filter((field: string) => !seller.required.includes(field))).toEqual(['buyer'])
  expect(JSON.stringify(seller)).not.toContain('email')
})

it('prints the schedule that deliveries go by', () => {
  const printed = /then after ([^(]+) \(/
    .exec(text)?.[1]
    ?.split(', ')
    .map((word) => {
      const [number = '', unit = ''] = word.split(' ')
      return Number(number) * { s: 1, min: 60, h: 3600 }[unit as 's' | 'min' | 'h']
    })
  expect([0, ...(printed ?? [])]).toEqual([...SENDING_RULES.RETRY_DELAYS])
  expect(text).toContain('over 75 h')
  expect(text).toContain(`within ${SENDING_RULES.TIMEOUT_SECONDS.endpoint} seconds`)
  expect(text).toContain(`For ${SENDING_RULES.OLD_SECRET_HOURS} hours`)
})
