import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { buildPrice } from '../api/create-price.ts'
import { buildProduct } from '../api/products.ts'
import { publicEndpoint } from '../api/webhook-endpoints.ts'
import { plantAccount } from '../connect/plant-account.ts'
import { type Call, runInternally, type Sandbox } from '../context.ts'
import { createCustomer } from '../payments/customers.ts'
import type { AccountObject, WebhookEndpointObject } from '../state/object-types.ts'
import { InvoiceFixture, plantInvoice, plantSubscription, SubscriptionFixture } from './plant-billing.ts'

const Metadata = z.record(z.string(), z.string()).nullish()
const Id = z.string().min(1).max(255)

// Whole objects as Stripe answers them are welcome: what does not matter here is left aside.
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
  nickname: z.string().nullish(),
  lookup_key: z.string().nullish(),
  tax_behavior: z.enum(['exclusive', 'inclusive', 'unspecified']).nullish(),
  recurring: z
    .object({ interval: z.enum(['day', 'week', 'month', 'year']), interval_count: z.int().positive().optional() })
    .nullish(),
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

/** Ready to be paid, unless `charges_enabled` is false; other fields of an account are taken as given. */
const AccountFixture = z.looseObject({
  object: z.literal('account'),
  id: Id.regex(/^acct_\w+$/),
  charges_enabled: z.boolean().optional(),
  country: z.string().length(2).optional(),
  email: z.string().nullish(),
  business_profile: z.looseObject({ name: z.string().nullish() }).optional(),
})

const Fixture = z.discriminatedUnion('object', [
  ProductFixture,
  PriceFixture,
  CustomerFixture,
  EndpointFixture,
  AccountFixture,
  SubscriptionFixture,
  InvoiceFixture,
])
export type Fixture = z.output<typeof Fixture>

const Named = z.looseObject({
  object: z.enum(['product', 'price', 'customer', 'webhook_endpoint', 'account', 'subscription', 'invoice']),
  id: Id,
})

/** One fixture, a list, or `{ objects: [...] }`. */
function toList(body: unknown): unknown[] {
  if (Array.isArray(body)) return body
  if (typeof body === 'object' && body !== null && 'objects' in body && Array.isArray(body.objects)) {
    return body.objects
  }
  return [body]
}

/** Plants objects under given ids. What is there already is changed by what is given; no event tells of it. */
export function registerFixtures(sandbox: Sandbox, http: FastifyInstance): void {
  http.post('/_sandbox/fixtures', (request) => ({
    data: runInternally(sandbox, (call) =>
      toList(request.body).map((given) => plant(call, Fixture.parse(withExisting(call, given)))),
    ),
  }))
}

/** The given fields over those of the object already under that id, so that a part of one is enough. */
function withExisting(call: Call, given: unknown): unknown {
  const named = Named.parse(given)
  const stored = named.object === 'account' ? undefined : call.store.get(named.object, named.id)
  return stored && 'secrets' in stored ? { ...stored, secret: stored.secrets, ...named } : { ...stored, ...named }
}

function plant(call: Call, fixture: Fixture): object {
  const created = call.store.get(fixture.object, fixture.id)?.created ?? call.sandbox.clock.now()
  switch (fixture.object) {
    case 'product': {
      const { default_price: defaultPrice, description, metadata, ...fields } = fixture
      const product = buildProduct(call, { ...fields, description: description ?? null, metadata: metadata ?? {} })
      return call.store.put('product', { ...product, created, default_price: defaultPrice ?? null })
    }
    case 'price': {
      const { nickname, tax_behavior, recurring, metadata, currency, ...fields } = fixture
      const price = buildPrice(call, {
        ...fields,
        currency: currency.toLowerCase(),
        nickname: nickname ?? undefined,
        tax_behavior: tax_behavior ?? undefined,
        recurring: recurring ?? undefined,
        metadata: metadata ?? {},
      })
      return call.store.put('price', { ...price, created })
    }
    case 'customer': {
      const { id, email, name, metadata } = fixture
      const fields = { id, email: email ?? null, name: name ?? null, metadata: metadata ?? {} }
      return createCustomer(call, fields, { silently: true })
    }
    case 'webhook_endpoint':
      return publicEndpoint(call.store.put('webhook_endpoint', plantedEndpoint(fixture, created)))
    case 'account':
      return plantGivenAccount(call, fixture)
    case 'subscription':
      return plantSubscription(call, fixture)
    case 'invoice':
      return plantInvoice(call, fixture)
  }
}

/** The given fields over those of the account already under that id, or over a new one. */
function plantGivenAccount(call: Call, fixture: z.output<typeof AccountFixture>): AccountObject {
  const { id, country, email, charges_enabled: isOpen, business_profile: profile, ...fields } = fixture
  const planted = plantAccount(call, { id, country: country ?? 'US', email: email ?? null }, isOpen)
  return call.store.put('account', {
    ...planted,
    ...fields,
    business_profile: { ...planted.business_profile, ...profile, name: profile?.name ?? planted.business_profile.name },
    email: email ?? planted.email,
  })
}

function plantedEndpoint(fixture: z.output<typeof EndpointFixture>, created: number): WebhookEndpointObject {
  const { id, url, secret, enabled_events, connect } = fixture
  return {
    id,
    object: 'webhook_endpoint',
    api_version: null,
    application: null,
    created,
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
