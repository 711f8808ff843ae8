import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { buildPrice } from '../api/create-price.ts'
import { buildProduct } from '../api/products.ts'
import { publicEndpoint } from '../api/webhook-endpoints.ts'
import { type Call, runInternally, type Sandbox } from '../context.ts'
import { createCustomer } from '../payments/customers.ts'
import type { WebhookEndpointObject } from '../state/object-types.ts'

const Metadata = z.record(z.string(), z.string()).optional()
const Id = z.string().min(1).max(255)

const ProductFixture = z.object({
  object: z.literal('product'),
  id: Id,
  name: z.string().min(1),
  active: z.boolean().optional(),
  description: z.string().nullish(),
  images: z.array(z.string()).optional(),
  default_price: z.string().nullish(),
  metadata: Metadata,
})

const PriceFixture = z.object({
  object: z.literal('price'),
  id: Id,
  product: z.string(),
  currency: z.string().length(3),
  unit_amount: z.int().min(0),
  active: z.boolean().optional(),
  nickname: z.string().optional(),
  lookup_key: z.string().nullish(),
  tax_behavior: z.enum(['exclusive', 'inclusive', 'unspecified']).optional(),
  recurring: z
    .object({ interval: z.enum(['day', 'week', 'month', 'year']), interval_count: z.int().positive().optional() })
    .optional(),
  metadata: Metadata,
})

const CustomerFixture = z.object({
  object: z.literal('customer'),
  id: Id,
  email: z.string().nullish(),
  name: z.string().nullish(),
  metadata: Metadata,
})

const EndpointFixture = z.object({
  object: z.literal('webhook_endpoint'),
  id: Id,
  url: z.url(),
  /** Fixed, so that a server can be configured before it is known here. Several: a secret being rolled. */
  secret: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
  enabled_events: z.array(z.string()).min(1).default(['*']),
  connect: z.boolean().default(false),
})

/** Objects whose endpoints are not emulated are taken as they are. */
const PlantedFixture = z.looseObject({ object: z.enum(['account', 'subscription', 'invoice']), id: Id })

const Fixture = z.discriminatedUnion('object', [
  ProductFixture,
  PriceFixture,
  CustomerFixture,
  EndpointFixture,
  PlantedFixture,
])
export type Fixture = z.output<typeof Fixture>

/** One fixture, a list, or `{ objects: [...] }`. */
const Body = z.union([
  Fixture.transform((one) => [one]),
  z.array(Fixture),
  z.object({ objects: z.array(Fixture) }).transform(({ objects }) => objects),
])

/** Plants objects under given ids. Planting again replaces; nothing is announced by events. */
export function registerFixtures(sandbox: Sandbox, http: FastifyInstance): void {
  http.post('/_sandbox/fixtures', (request) => {
    const fixtures = Body.parse(request.body)
    return { data: runInternally(sandbox, (call) => fixtures.map((fixture) => plant(call, fixture))) }
  })
}

function plant(call: Call, fixture: Fixture): object {
  switch (fixture.object) {
    case 'product': {
      const { default_price: defaultPrice, description, ...fields } = fixture
      const product = buildProduct(call, { ...fields, description: description ?? null })
      return call.store.put('product', { ...product, default_price: defaultPrice ?? null })
    }
    case 'price':
      return call.store.put('price', buildPrice(call, { ...fixture, currency: fixture.currency.toLowerCase() }))
    case 'customer': {
      const { email = null, name = null, metadata = {} } = fixture
      return createCustomer(call, { id: fixture.id, email, name, metadata }, { silently: true })
    }
    case 'webhook_endpoint':
      return publicEndpoint(call.store.put('webhook_endpoint', plantedEndpoint(call, fixture)))
    default:
      return call.store.put(fixture.object, { created: call.sandbox.clock.now(), ...fixture })
  }
}

function plantedEndpoint(call: Call, fixture: z.output<typeof EndpointFixture>): WebhookEndpointObject {
  const { id, url, secret, enabled_events, connect } = fixture
  return {
    id,
    object: 'webhook_endpoint',
    api_version: null,
    application: null,
    created: call.store.get('webhook_endpoint', id)?.created ?? call.sandbox.clock.now(),
    description: null,
    enabled_events,
    livemode: false,
    metadata: {},
    status: 'enabled',
    url,
    secrets: typeof secret === 'string' ? [secret] : secret,
    connect,
  }
}
