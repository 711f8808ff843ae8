import type Stripe from 'stripe'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { refusalOf } from '../support/refusal.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { createPrice } from '../support/shop.ts'

let sandbox: TestSandbox
let stripe: Stripe

beforeAll(async () => {
  sandbox = await startTestSandbox()
  stripe = sandbox.stripe
})

afterAll(() => sandbox.close())

it('POST /v1/products: creates, with a chosen id and a default price, and announces both', async () => {
  const product = await stripe.products.create({
    id: 'prod_joints',
    name: 'Wood joints',
    description: 'Six evenings',
    images: ['https://shop.example/joints.png'],
    metadata: { kind: 'course' },
    default_price_data: { currency: 'eur', unit_amount: 4900 },
  })
  expect(product).toMatchObject({ id: 'prod_joints', active: true, metadata: { kind: 'course' }, livemode: false })
  const price = await stripe.prices.retrieve(String(product.default_price))
  expect(price).toMatchObject({ product: 'prod_joints', currency: 'eur', unit_amount: 4900 })
  const events = await stripe.events.list({ types: ['product.created', 'price.created'] })
  expect(events.data.map(({ type }) => type).sort()).toEqual(['price.created', 'product.created'])
  const again = await refusalOf(stripe.products.create({ id: 'prod_joints', name: 'Another' }))
  expect(again).toMatchObject({ statusCode: 400, code: 'resource_already_exists' })
})

it('GET /v1/products/:id: answers it, with the default price when expanded, and 404 for an unknown one', async () => {
  const created = await stripe.products.create({
    name: 'Atlas',
    default_price_data: { currency: 'usd', unit_amount: 100 },
  })
  const product = await stripe.products.retrieve(created.id, { expand: ['default_price'] })
  expect(product.default_price).toMatchObject({ object: 'price', unit_amount: 100 })
  const unknown = await refusalOf(stripe.products.retrieve('prod_nothing'))
  expect(unknown).toMatchObject({ statusCode: 404, code: 'resource_missing', param: 'id' })
  expect(unknown.message).toBe("No such product: 'prod_nothing'")
})

it('POST /v1/products/:id: changes what is given, merges metadata, and says what it was before', async () => {
  const { id } = await stripe.products.create({ name: 'Old', description: 'text', metadata: { a: '1', b: '2' } })
  const updated = await stripe.products.update(id, { name: 'New', description: '', metadata: { b: '', c: '3' } })
  expect(updated).toMatchObject({ name: 'New', description: null, metadata: { a: '1', c: '3' } })
  expect(updated.metadata).not.toHaveProperty('b')
  const [event] = (await stripe.events.list({ type: 'product.updated' })).data
  expect(event?.data.previous_attributes).toMatchObject({ name: 'Old', description: 'text' })
})

it('DELETE /v1/products/:id: deletes one without prices and refuses one with', async () => {
  const bare = await stripe.products.create({ name: 'Bare' })
  expect(await stripe.products.del(bare.id)).toMatchObject({ id: bare.id, deleted: true })
  expect(await refusalOf(stripe.products.retrieve(bare.id))).toMatchObject({ statusCode: 404 })
  const price = await createPrice(stripe)
  expect(await refusalOf(stripe.products.del(String(price.product)))).toMatchObject({ statusCode: 400 })
})

it('GET /v1/products: lists the newest first, by whether they are active', async () => {
  const kept = await stripe.products.create({ name: 'Kept' })
  const retired = await stripe.products.create({ name: 'Retired', active: false })
  const all = await stripe.products.list({ ids: [kept.id, retired.id] })
  expect(all.data.map(({ id }) => id)).toEqual([retired.id, kept.id])
  const active = await stripe.products.list({ ids: [kept.id, retired.id], active: true })
  expect(active.data.map(({ id }) => id)).toEqual([kept.id])
})

it('POST /v1/prices: creates one-time and recurring prices, and keeps lookup keys unique', async () => {
  const product = await stripe.products.create({ name: 'Plan' })
  const price = await stripe.prices.create({
    product: product.id,
    currency: 'USD',
    unit_amount: 1900,
    recurring: { interval: 'month' },
    lookup_key: 'plan_monthly',
  })
  expect(price).toMatchObject({ currency: 'usd', type: 'recurring', unit_amount: 1900 })
  expect(price.unit_amount_decimal?.toString()).toBe('1900')
  expect(price.recurring).toMatchObject({ interval: 'month', interval_count: 1 })
  const base = { product: product.id, currency: 'usd', unit_amount: 2900, lookup_key: 'plan_monthly' }
  expect(await refusalOf(stripe.prices.create(base))).toMatchObject({ statusCode: 400, param: 'lookup_key' })
  await stripe.prices.create({ ...base, transfer_lookup_key: true })
  expect((await stripe.prices.retrieve(price.id)).lookup_key).toBeNull()
  const missing = await refusalOf(stripe.prices.create({ product: product.id, currency: 'usd' }))
  expect(missing).toMatchObject({ code: 'parameter_missing', param: 'unit_amount' })
  const unknown = await refusalOf(stripe.prices.create({ product: 'prod_no', currency: 'usd', unit_amount: 5 }))
  expect(unknown).toMatchObject({ statusCode: 400, code: 'resource_missing', param: 'product' })
})

it('GET /v1/prices/:id: answers it with its product when expanded', async () => {
  const price = await createPrice(stripe, 1200, 'jpy')
  const found = await stripe.prices.retrieve(price.id, { expand: ['product'] })
  expect(found).toMatchObject({ unit_amount: 1200, currency: 'jpy', product: { object: 'product' } })
})

it('POST /v1/prices/:id: retires a price and refuses to change its amount', async () => {
  const price = await createPrice(stripe)
  expect(await stripe.prices.update(price.id, { active: false, nickname: 'old' })).toMatchObject({
    active: false,
    nickname: 'old',
  })
  const refused = await sandbox.raw('POST', `/v1/prices/${price.id}`, { body: 'unit_amount=1' })
  expect(refused.body).toMatchObject({ error: { code: 'parameter_unknown', param: 'unit_amount' } })
})

it('GET /v1/prices: filters by product, lookup key and type', async () => {
  const price = await createPrice(stripe)
  expect((await stripe.prices.list({ product: String(price.product) })).data.map(({ id }) => id)).toEqual([price.id])
  const keyed = await stripe.prices.list({ lookup_keys: ['plan_monthly'], type: 'one_time' })
  expect(keyed.data).toHaveLength(1)
})

it('POST /v1/customers: creates, and refuses an address that is none', async () => {
  const customer = await stripe.customers.create({
    email: 'ana@example.com',
    name: 'Ana',
    address: { country: 'DE', city: 'Kiel' },
  })
  expect(customer).toMatchObject({ email: 'ana@example.com', address: { country: 'DE', line1: null }, balance: 0 })
  expect(await refusalOf(stripe.customers.create({ email: 'not an address' }))).toMatchObject({
    code: 'email_invalid',
    param: 'email',
  })
})

it('GET /v1/customers/:id: answers a stub for a deleted one and 404 for an unknown one', async () => {
  const { id } = await stripe.customers.create({ name: 'Ana' })
  expect(await stripe.customers.retrieve(id)).toMatchObject({ id, name: 'Ana' })
  expect(await refusalOf(stripe.customers.retrieve('cus_no'))).toMatchObject({ statusCode: 404 })
})

it('POST /v1/customers/:id: updates', async () => {
  const { id } = await stripe.customers.create({ name: 'Ana', phone: '1' })
  expect(await stripe.customers.update(id, { name: 'Bea', phone: '' })).toMatchObject({ name: 'Bea', phone: null })
})

it('DELETE /v1/customers/:id: deletes, and the customer stays known as deleted', async () => {
  const { id } = await stripe.customers.create({})
  expect(await stripe.customers.del(id)).toEqual(expect.objectContaining({ id, object: 'customer', deleted: true }))
  expect(await stripe.customers.retrieve(id)).toMatchObject({ id, deleted: true })
  expect(await refusalOf(stripe.customers.update(id, { name: 'x' }))).toMatchObject({ statusCode: 404 })
})

it('GET /v1/customers: filters by e-mail address', async () => {
  const { id } = await stripe.customers.create({ email: 'only@example.com' })
  expect((await stripe.customers.list({ email: 'only@example.com' })).data.map((one) => one.id)).toEqual([id])
})

it('POST /v1/coupons: takes a percentage or an amount, not both and not neither', async () => {
  expect(await stripe.coupons.create({ id: 'AUTUMN', percent_off: 25 })).toMatchObject({
    id: 'AUTUMN',
    percent_off: 25,
    duration: 'once',
    valid: true,
  })
  expect(await stripe.coupons.create({ amount_off: 500, currency: 'eur' })).toMatchObject({ amount_off: 500 })
  expect(await refusalOf(stripe.coupons.create({}))).toMatchObject({ statusCode: 400 })
  expect(await refusalOf(stripe.coupons.create({ amount_off: 1 }))).toMatchObject({ param: 'currency' })
  expect(await refusalOf(stripe.coupons.create({ percent_off: 101 }))).toMatchObject({ param: 'percent_off' })
})

it('GET /v1/coupons/:id: answers it', async () => {
  await stripe.coupons.create({ id: 'READ', percent_off: 5 })
  expect(await stripe.coupons.retrieve('READ')).toMatchObject({ percent_off: 5 })
})

it('POST /v1/coupons/:id: renames', async () => {
  await stripe.coupons.create({ id: 'NAME', percent_off: 5 })
  expect(await stripe.coupons.update('NAME', { name: 'Five' })).toMatchObject({ name: 'Five' })
})

it('DELETE /v1/coupons/:id: deletes', async () => {
  await stripe.coupons.create({ id: 'GONE', percent_off: 5 })
  expect(await stripe.coupons.del('GONE')).toMatchObject({ id: 'GONE', deleted: true })
  expect(await refusalOf(stripe.coupons.retrieve('GONE'))).toMatchObject({ statusCode: 404 })
})

it('GET /v1/coupons: lists the newest first', async () => {
  await stripe.coupons.create({ id: 'LAST', percent_off: 5 })
  expect((await stripe.coupons.list({ limit: 1 })).data[0]?.id).toBe('LAST')
})
