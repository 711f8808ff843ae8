import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusalOf } from '../support/refusal.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { createPrice, openSession } from '../support/shop.ts'

let sandbox: TestSandbox

beforeAll(async () => {
  sandbox = await startTestSandbox()
})
afterAll(() => sandbox.close())

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  sandbox.raw('POST', path, { body, headers })

describe('authentication', () => {
  it('wants a test-mode secret key, as Bearer or Basic', async () => {
    const as = (authorization: string) => sandbox.raw('GET', '/v1/products', { headers: { authorization } })
    expect(await as('')).toMatchObject({ status: 401, body: { error: { type: 'invalid_request_error' } } })
    expect(await as('Bearer sk_live_abcdef')).toMatchObject({ status: 401 })
    expect(JSON.stringify((await as('Bearer sk_live_abcdefgh')).body)).not.toContain('abcdefgh')
    expect(await as('Bearer pk_test_x')).toMatchObject({ body: { error: { code: 'secret_key_required' } } })
    expect(await as('Bearer rk_test_x')).toMatchObject({ status: 200 })
    expect(await as(`Basic ${Buffer.from('sk_test_x:').toString('base64')}`)).toMatchObject({ status: 200 })
  })
})

describe('headers', () => {
  it('names the request, the version and the key', async () => {
    const answer = await post('/v1/products', 'name=x', { 'idempotency-key': 'headers' })
    const id = answer.headers.get('request-id')
    expect(id).toMatch(/^req_/)
    expect(answer.headers.get('stripe-version')).toBe('2026-10-28.endive')
    expect(answer.headers.get('idempotency-key')).toBe('headers')
    expect(answer.headers.get('original-request')).toBe(id)
  })
  it('refuses another API version than its own', async () => {
    const answer = await sandbox.raw('GET', '/v1/products', { headers: { 'stripe-version': '2020-08-27' } })
    expect(answer).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining('2020-08-27') } } })
  })
  it('knows no other address', async () => {
    const answer = await sandbox.raw('GET', '/v1/nothing')
    expect(answer).toMatchObject({
      status: 404,
      body: { error: { message: expect.stringContaining('Unrecognized request URL (GET: /v1/nothing)') } },
    })
  })
})

describe('parameters', () => {
  const refusal = async (body: string, path = '/v1/products') => (await post(path, body)).body.error

  it('unknown ones are named, nested and several', async () => {
    expect(await refusal('name=x&colour=red')).toMatchObject({
      type: 'invalid_request_error',
      code: 'parameter_unknown',
      param: 'colour',
      message: 'Received unknown parameter: colour',
    })
    expect(await refusal('name=x&a=1&b=2')).toMatchObject({ message: 'Received unknown parameters: a, b' })
    const nested = 'mode=payment&success_url=https://a.example&line_items[0][sku]=1'
    expect(await refusal(nested, '/v1/checkout/sessions')).toMatchObject({ param: 'line_items[0][sku]' })
  })
  it('missing and empty ones', async () => {
    expect(await refusal('')).toMatchObject({
      code: 'parameter_missing',
      param: 'name',
      message: 'Missing required param: name.',
    })
    expect(await refusal('name=')).toMatchObject({ code: 'parameter_invalid_empty', param: 'name' })
  })
  it('wrong types and words', async () => {
    expect(await refusal('name=x&active=yes')).toMatchObject({ param: 'active', message: 'Invalid boolean: yes' })
    expect(await refusal('product=p&currency=usd&unit_amount=1.5', '/v1/prices')).toMatchObject({
      code: 'parameter_invalid_integer',
      param: 'unit_amount',
      message: 'Invalid integer: 1.5',
    })
    expect(await refusal('mode=gift', '/v1/checkout/sessions')).toMatchObject({
      param: 'mode',
      message: 'Invalid mode: must be one of payment, setup, or subscription',
    })
    expect(await refusal('name=x&images=one', '/v1/products')).toMatchObject({
      param: 'images',
      message: 'Invalid array',
    })
    expect(await refusal('name[a]=x')).toMatchObject({ param: 'name' })
  })
  it('what cannot be read at all', async () => {
    expect(await post('/v1/products', 'name=%E0%A4%A')).toMatchObject({ status: 400 })
    expect(await post('/v1/products', `${'a[b]'.repeat(20)}=1`)).toMatchObject({ status: 400 })
    expect(await post('/v1/products', 'name=x&__proto__[active]=true')).toMatchObject({ status: 400 })
    expect((await sandbox.raw('GET', '/v1/products?limit=0')).body.error).toMatchObject({ param: 'limit' })
    expect((await sandbox.raw('GET', '/v1/products?limit=101')).body.error).toMatchObject({ param: 'limit' })
  })
  it('metadata: 50 keys of 40 characters with 500 each', async () => {
    const pairs = (count: number) => Array.from({ length: count }, (_, n) => `metadata[k${n}]=v`).join('&')
    expect(await refusal(`name=x&${pairs(50)}`)).toBeUndefined()
    expect(await refusal(`name=x&${pairs(51)}`)).toMatchObject({ param: 'metadata' })
    expect(await refusal(`name=x&metadata[${'k'.repeat(41)}]=v`)).toMatchObject({ param: 'metadata' })
    expect(await refusal(`name=x&metadata[k]=${'v'.repeat(501)}`)).toMatchObject({ param: 'metadata' })
    expect(await refusal(`name=x&metadata[k]=${'v'.repeat(500)}`)).toBeUndefined()
  })
})

describe('idempotency keys', () => {
  const key = (name: string) => ({ 'idempotency-key': name })
  const fault = (body: object) => sandbox.control('POST', 'faults', body)

  it('replay the first answer to the same request', async () => {
    const first = await post('/v1/products', 'name=x&active=true', key('same'))
    const second = await post('/v1/products', 'active=true&name=x', key('same'))
    expect(second.body).toEqual(first.body)
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    expect(second.headers.get('original-request')).toBe(first.headers.get('request-id'))
    expect(second.headers.get('request-id')).not.toBe(first.headers.get('request-id'))
    expect(first.headers.get('idempotent-replayed')).toBeNull()
  })
  it('refuse another body, another endpoint and a key that is too long', async () => {
    await post('/v1/products', 'name=x', key('taken'))
    const other = { status: 400, body: { error: { type: 'idempotency_error' } } }
    expect(await post('/v1/products', 'name=y', key('taken'))).toMatchObject(other)
    expect(await post('/v1/customers', 'name=x', key('taken'))).toMatchObject(other)
    expect(await post('/v1/products', 'name=x', key('k'.repeat(256)))).toMatchObject(other)
    const error = await refusalOf(sandbox.stripe.products.create({ name: 'z' }, { idempotencyKey: 'taken' }))
    expect(error.type).toBe('StripeIdempotencyError')
  })
  it('are apart for each connected account', async () => {
    await sandbox.control('POST', 'fixtures', { object: 'account', id: 'acct_1' })
    const first = await post('/v1/products', 'name=x', key('shared'))
    const second = await post('/v1/products', 'name=x', { ...key('shared'), 'stripe-account': 'acct_1' })
    expect(second.body.id).not.toBe(first.body.id)
  })
  it('stay free after a refused parameter, and keep what failed in the work', async () => {
    expect(await post('/v1/products', 'name=x&nope=1', key('free'))).toMatchObject({ status: 400 })
    expect(await post('/v1/products', 'name=x', key('free'))).toMatchObject({ status: 200 })
    const open = async (expiry: string) => {
      const line = 'line_items[0][quantity]=1&line_items[0][price_data][currency]=usd'
      const product = 'line_items[0][price_data][unit_amount]=900&line_items[0][price_data][product_data][name]=x'
      const body = `mode=payment&success_url=https://a.example/&${line}&${product}${expiry}`
      return post('/v1/checkout/sessions', body, key('late'))
    }
    expect(await open('&expires_at=1')).toMatchObject({ status: 400 })
    expect(await open('')).toMatchObject({ status: 200 })
    const price = 'product=prod_later&currency=usd&unit_amount=100'
    expect(await post('/v1/prices', price, key('kept'))).toMatchObject({ status: 400 })
    await post('/v1/products', 'id=prod_later&name=x')
    const replayed = await post('/v1/prices', price, key('kept'))
    expect(replayed.status).toBe(400)
    expect(replayed.headers.get('idempotent-replayed')).toBe('true')
  })
  it('keep a declined card as the answer', async () => {
    const body = 'amount=500&currency=usd&confirm=true&payment_method=pm_card_chargeDeclined'
    const first = await post('/v1/payment_intents', body, key('declined'))
    expect(first.status).toBe(402)
    expect((await post('/v1/payment_intents', body, key('declined'))).body).toEqual(first.body)
  })
  it('are forgotten after a day of the sandbox clock', async () => {
    const first = await post('/v1/products', 'name=x', key('old'))
    await sandbox.control('POST', 'clock/advance', { seconds: 24 * 3600 })
    const second = await post('/v1/products', 'name=x', key('old'))
    expect(second.body.id).not.toBe(first.body.id)
  })
  it('answer 409 while the first request still runs', async () => {
    await fault({ action: 'delay_request', operation: 'POST /v1/products', seconds: 0.3, count: 1 })
    const [first, second] = await Promise.all([
      post('/v1/products', 'name=x', key('flight')),
      post('/v1/products', 'name=x', key('flight')),
    ])
    const statuses = [first.status, second.status].sort()
    expect(statuses).toEqual([200, 409])
    const refused = first.status === 409 ? first : second
    expect(refused.body).toMatchObject({ error: { code: 'idempotency_key_in_use' } })
    expect(await post('/v1/products', 'name=x', key('flight'))).toMatchObject({ status: 200 })
  })
  it('replay a stored 500, before and after the commit', async () => {
    const count = async () => (await sandbox.stripe.customers.list({ email: 'fault@example.com' })).data.length
    const create = (name: string) => post('/v1/customers', 'email=fault@example.com', key(name))
    await fault({ action: 'server_error', operation: 'POST /v1/customers', count: 1 })
    expect(await create('before')).toMatchObject({ status: 500, body: { error: { type: 'api_error' } } })
    expect(await create('before')).toMatchObject({ status: 500 })
    expect(await count()).toBe(0)
    await fault({ action: 'server_error', operation: 'POST /v1/customers', when: 'after_commit', count: 1 })
    expect(await create('after')).toMatchObject({ status: 500 })
    expect(await create('after')).toMatchObject({ status: 500 })
    expect(await count()).toBe(1)
  })
})

describe('API faults', () => {
  const fault = (body: object) => sandbox.control('POST', 'faults', body)

  it('429 leaves the key free', async () => {
    await fault({ action: 'rate_limit', operation: 'POST /v1/products', count: 1 })
    const create = () => sandbox.stripe.products.create({ name: 'x' }, { idempotencyKey: 'limited' })
    expect(await refusalOf(create())).toMatchObject({ statusCode: 429, code: 'rate_limit' })
    expect((await create()).id).toMatch(/^prod_/)
  })
  it('a connection cut after the commit is mended by the SDK with the same key', async () => {
    await fault({
      action: 'time_out',
      when: 'after_commit',
      operation: 'POST /v1/checkout/sessions',
      seconds: 0,
      count: 1,
    })
    const before = (await sandbox.stripe.checkout.sessions.list({ limit: 100 })).data.length
    const price = await createPrice(sandbox.stripe)
    await openSession(sandbox.stripe, { line_items: [{ price: price.id, quantity: 1 }] })
    const { data } = await sandbox.control<{ data: unknown[] }>('GET', 'requests?limit=1')
    expect(data).toMatchObject([{ operation: 'POST /v1/checkout/sessions', replayed: true, status: 200 }])
    expect((await sandbox.stripe.checkout.sessions.list({ limit: 100 })).data).toHaveLength(before + 1)
  })
  it('a connection cut before the commit leaves nothing', async () => {
    await fault({ action: 'time_out', operation: 'POST /v1/coupons', seconds: 0, count: 2 })
    const error = await refusalOf(sandbox.stripe.coupons.create({ id: 'CUT', percent_off: 5 }))
    expect(error.type).toBe('StripeConnectionError')
    expect(await refusalOf(sandbox.stripe.coupons.retrieve('CUT'))).toMatchObject({ statusCode: 404 })
  })
  it('an operation that does not exist is refused, and faults can be seen and taken away', async () => {
    await expect(fault({ action: 'rate_limit', operation: 'POST /v1/chekout/sessions' })).rejects.toThrow(
      'no operation',
    )
    await sandbox.control('DELETE', 'faults')
    const { id } = (await fault({ action: 'rate_limit', operation: 'GET /v1/coupons' })) as { id: string }
    expect(await sandbox.control('GET', 'faults')).toMatchObject({ data: [{ id, hits: 0 }] })
    expect(await sandbox.control('DELETE', `faults/${id}`)).toEqual({ data: [] })
    expect((await sandbox.stripe.coupons.list()).object).toBe('list')
  })
})

describe('lists', () => {
  it('page forwards, backwards, and by the SDK by themselves', async () => {
    const { stripe } = sandbox
    const clock = await startTestSandbox()
    const made: string[] = []
    for (const name of 'abcde') made.unshift((await clock.stripe.products.create({ name })).id)
    const list = async (params: { limit?: number; starting_after?: string; ending_before?: string }) => {
      const { data, has_more } = await clock.stripe.products.list(params)
      return { ids: data.map(({ id }) => id), has_more }
    }
    expect(await list({ limit: 2 })).toEqual({ ids: made.slice(0, 2), has_more: true })
    expect(await list({ limit: 2, starting_after: made[1] ?? '' })).toEqual({ ids: made.slice(2, 4), has_more: true })
    expect(await list({ limit: 2, starting_after: made[3] ?? '' })).toEqual({ ids: made.slice(4), has_more: false })
    expect(await list({ limit: 2, ending_before: made[4] ?? '' })).toEqual({ ids: made.slice(2, 4), has_more: true })
    const walked: string[] = []
    for await (const product of clock.stripe.products.list({ limit: 2 })) walked.push(product.id)
    expect(walked).toEqual(made)
    expect(await refusalOf(stripe.products.list({ starting_after: 'prod_no' }))).toMatchObject({
      code: 'resource_missing',
      param: 'starting_after',
    })
    await clock.close()
  })
})

describe('expand', () => {
  it('reaches into lists and four levels deep, and names what it cannot', async () => {
    const { stripe } = sandbox
    const session = await openSession(stripe)
    await sandbox.control('POST', `checkout/sessions/${session.id}/pay`)
    const { data } = await stripe.checkout.sessions.list({
      limit: 1,
      expand: ['data.payment_intent.latest_charge.balance_transaction'],
    })
    expect(data[0]?.payment_intent).toMatchObject({ latest_charge: { balance_transaction: { type: 'charge' } } })
    const wrong = await refusalOf(stripe.products.list({ expand: ['data.name'] }))
    expect(wrong.message).toContain('cannot be expanded (data.name)')
    const deep = 'payment_intent.latest_charge.payment_intent.latest_charge.payment_intent'
    expect((await refusalOf(stripe.checkout.sessions.retrieve(session.id, { expand: [deep] }))).message).toContain(
      '4 levels',
    )
  })
})
