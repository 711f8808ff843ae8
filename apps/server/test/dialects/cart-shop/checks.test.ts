import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildServer } from '../../../src/transport/http/build-server.ts'
import { type House, openHouse } from '../../support/house.ts'
import { type RestAnswer, Shopper } from '../../support/shopper.ts'
import { add, COURSE, CREATE, create, stockExamples } from './shop.ts'

const PARTNER = 'https://old-shop.test'
const FOREIGN = 'https://evil.test'

let house: House
beforeAll(async () => {
  house = await openHouse({ work: false, webhooks: false, env: { ALLOWED_ORIGINS: PARTNER } })
  await stockExamples(house)
})
afterAll(() => house[Symbol.asyncDispose]())

const told = ({ status, body }: Pick<RestAnswer, 'status' | 'body'>) => {
  const { success, error } = body as { success: unknown; error: unknown }
  expect(success).toBe(false)
  return [status, error]
}
const filled = async (): Promise<Shopper> => {
  const shopper = new Shopper(house.url)
  await add(shopper, COURSE)
  return shopper
}
const emptied = async (): Promise<Shopper> => {
  const shopper = await filled()
  await shopper.rest('DELETE', `/api/cart/items/${(await shopper.cart()).lines[0]?.id}`)
  return shopper
}
/** A browser with a session and no cart. */
const cartless = async (): Promise<Shopper> => {
  const shopper = new Shopper(house.url)
  await shopper.rest('POST', '/api/cart/items', { body: { productId: 'nothing' } })
  expect(shopper.cookieValues()).toHaveLength(1)
  return shopper
}
/** Its one line is not sold any more, and Stripe is away. */
const unsellable = async (): Promise<Shopper> => {
  const shopper = await filled()
  await house.deps.db.updateTable('products').set({ status: 'unpublished' }).where('external_id', '=', COURSE).execute()
  await house.sandbox.fault({ action: 'rate_limit', operation: 'POST /v1/checkout/sessions' })
  return shopper
}
const mend = async () => {
  await house.deps.db.updateTable('products').set({ status: 'published' }).where('external_id', '=', COURSE).execute()
  await house.sandbox.clearFaults()
}

const bad = { successUrl: `${FOREIGN}/`, cancelUrl: 'javascript:alert(1)' }
const TEXT = { headers: { 'content-type': 'text/plain' }, text: '{}' }

describe('of everything that is wrong the first is told', () => {
  it.each([
    [
      'another site before the content type',
      async () => new Shopper(house.url),
      { ...TEXT, headers: { ...TEXT.headers, origin: FOREIGN } },
      403,
      'This request came from another site.',
    ],
    [
      'the content type before the session',
      async () => new Shopper(house.url),
      TEXT,
      415,
      'The request is not in a form this server reads. Send JSON.',
    ],
    [
      'no session before no cart',
      async () => new Shopper(house.url),
      { body: bad },
      401,
      'No active session. Please add items to cart first.',
    ],
    ['no cart before no lines', cartless, { text: '{' }, 404, 'Cart not found or expired. Please add items again.'],
    ['no lines before no e-mail', emptied, { body: bad }, 400, 'Cart is empty. Please add items before checkout.'],
    ['no lines before malformed JSON', emptied, { text: '{' }, 400, 'Cart is empty. Please add items before checkout.'],
    ['no e-mail before the addresses', unsellable, { body: bad }, 400, 'Email is required for checkout'],
    [
      'the e-mail’s form before the addresses',
      unsellable,
      { body: { ...bad, userEmail: 'a@b' } },
      400,
      'Invalid email format',
    ],
    [
      'the addresses before the lines',
      unsellable,
      { body: { ...bad, userEmail: 'a@b.test' } },
      400,
      'Invalid redirect URL',
    ],
    [
      'the addresses before the key',
      unsellable,
      { body: { ...bad, userEmail: 'a@b.test' }, headers: { 'idempotency-key': ' '.repeat(300) } },
      400,
      'Invalid redirect URL',
    ],
    [
      'the lines before Stripe',
      unsellable,
      { body: { userEmail: 'a@b.test' } },
      409,
      'Premium Course can no longer be bought. Please remove it from the cart.',
    ],
  ] as const)('%s', async (_name, visitor, request, status, error) => {
    try {
      const answer = await (await visitor()).rest('POST', CREATE, request)
      expect(told(answer)).toEqual([status, error])
    } finally {
      await mend()
    }
  })
})

describe('a checkout’s body', () => {
  const REQUIRED = [400, 'Email is required for checkout']
  const WRONG = [400, 'Invalid email format']
  it.each([
    ['', REQUIRED],
    ['{', REQUIRED],
    ['null', REQUIRED],
    ['[]', REQUIRED],
    ['"a@b.test"', REQUIRED],
    ['{}', REQUIRED],
    ['{"userEmail":null}', REQUIRED],
    ['{"userEmail":""}', REQUIRED],
    ['{"__proto__":{"userEmail":"a@b.test"}}', REQUIRED],
    ['{"userEmail":7}', WRONG],
    ['{"userEmail":["a@b.test"]}', WRONG],
    ['{"userEmail":"  "}', WRONG],
    ['{"userEmail":"a@b"}', WRONG],
    ['{"userEmail":"a@b.test\\r\\nbcc: c@d.test"}', WRONG],
    ['{"userEmail":"Ann <a@b.test>"}', WRONG],
  ])('%s', async (text, answer) => {
    expect(
      told(await (await filled()).rest('POST', CREATE, { text, headers: { 'content-type': 'application/json' } })),
    ).toEqual(answer)
  })

  it('may have more in it than is known, and has its e-mail read as people type it', async () => {
    const shopper = await filled()
    const answer = await create(shopper, {
      userEmail: ' Someone@Buyers.TEST ',
      userId: 7,
      country: 'nowhere',
      total: 1,
    })
    const { orderId } = answer.body as { orderId: never }
    expect(
      await house.deps.db.selectFrom('orders').select(['buyer_email', 'total']).where('id', '=', orderId).execute(),
    ).toEqual([{ buyer_email: 'someone@buyers.test', total: 4999 }])
  })
})

it.each([
  'https://evil.test/',
  'https://old-shop.test/thanks',
  'https://yoursite.com.evil.test/',
  'https://yoursite.com@evil.test/',
  '//evil.test/',
  '/\\evil.test',
  'javascript:alert(1)',
  'data:text/html,hello',
  'https:/evil.test',
  'http://yoursite.com/',
  ' https://yoursite.com/',
  'https://yoursite.com/\n',
  '',
  7,
  {},
])('leads no buyer to %j', async (address) => {
  for (const body of [{ successUrl: address }, { cancelUrl: address }])
    expect(told(await create(await filled(), body))).toEqual([400, 'Invalid redirect URL'])
})

describe('other origins', () => {
  const origins = [undefined, 'http://localhost:4321', PARTNER, FOREIGN, 'null', `${PARTNER}.evil.test`] as const
  const types = [
    'application/json',
    'application/json; charset=utf-8',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
  ] as const
  const routes = [
    ['POST', CREATE],
    ['POST', '/api/cart/items'],
    ['PATCH', '/api/cart/items/:id'],
    ['DELETE', '/api/cart/items/:id'],
    ['POST', '/api/cart/coupon'],
    ['DELETE', '/api/cart/coupon'],
  ] as const
  const rows = routes.flatMap(([method, path]) =>
    origins.flatMap((origin) => types.map((type) => ({ method, path, origin, type }))),
  )

  it.each(rows)('$method $path from $origin as $type', async ({ method, path, origin, type }) => {
    const shopper = await filled()
    const line = (await shopper.cart()).lines[0]
    const answer = await shopper.rest(method, path.replace(':id', line?.id ?? ''), {
      body: { productId: COURSE, quantity: 2, userEmail: shopper.email, code: 'NOSUCH' },
      headers: { 'content-type': type, ...(origin && { origin }) },
    })
    const isKnown = origin === undefined || origin === PARTNER || origin === 'http://localhost:4321'
    const isJson = type.startsWith('application/json')
    if (!isKnown) expect(answer.status).toBe(403)
    else if (!isJson) expect(answer.status).toBe(415)
    else expect(answer.status).toBe(path === '/api/cart/coupon' && method === 'POST' ? 409 : 200)
    if (!isKnown || !isJson) {
      told(answer)
      expect((await shopper.cart()).lines).toEqual([line])
    }
    expect(answer.headers.get('access-control-allow-origin')).toBe(isKnown ? (origin ?? null) : null)
    expect(answer.headers.get('access-control-allow-credentials')).toBe(isKnown && origin ? 'true' : null)
    expect(answer.headers.get('vary')).toMatch(/origin/i)
  })

  it.each([
    ['cross-site', 403],
    ['same-site', 403],
    ['same-origin', 200],
    ['none', 200],
  ])('a browser that says %s and no origin: %i', async (site, status) => {
    expect((await create(await filled(), {}, { 'sec-fetch-site': site })).status).toBe(status)
  })

  it('may look at a cart only where they are known', async () => {
    const shopper = await filled()
    for (const origin of [PARTNER, FOREIGN]) {
      const { status, headers } = await shopper.rest('GET', '/api/cart', { headers: { origin } })
      expect(status).toBe(200)
      expect(headers.get('access-control-allow-origin')).toBe(origin === PARTNER ? PARTNER : null)
    }
  })

  it.each(routes)('are told before %s %s whether they may', async (method, path) => {
    for (const origin of [PARTNER, FOREIGN]) {
      const { headers } = await new Shopper(house.url).rest('OPTIONS', path.replace(':id', '1'), {
        headers: {
          origin,
          'access-control-request-method': method,
          'access-control-request-headers': 'content-type,idempotency-key',
        },
      })
      expect(headers.get('access-control-allow-origin')).toBe(origin === PARTNER ? PARTNER : null)
      expect(headers.get('access-control-allow-credentials')).toBe(origin === PARTNER ? 'true' : null)
      if (origin === PARTNER) expect(headers.get('access-control-allow-headers')).toContain('idempotency-key')
    }
  })
})

describe('every other error has the same shape', () => {
  it.each([
    ['GET', '/api/cart/nothing', undefined, 404],
    ['POST', '/api/cart/items/1/2', '{', 404],
    ['PUT', '/api/cart', '{}', 405],
    ['GET', CREATE, undefined, 405],
    ['DELETE', '/api/cart/items', undefined, 405],
    ['POST', '/api/cart/items', '{', 400],
    ['PATCH', '/api/cart/items/1', '{', 400],
    ['POST', '/api/cart/coupon', '{', 400],
    ['POST', '/api/cart/items', '{"productId":"prod_1","quantity":1.5}', 400],
    ['POST', '/api/cart/items', '{"productId":"prod_1","quantity":"1"}', 400],
    ['POST', '/api/cart/items', '{"productId":1}', 400],
    ['POST', '/api/cart/items', '{"productId":"prod_1\\u0000"}', 404],
    ['PATCH', '/api/cart/items/not-an-id', '{"quantity":1}', 404],
    ['DELETE', '/api/cart/items/..%2f..', undefined, 404],
    ['POST', '/api/cart/coupon', '{"code":""}', 400],
    ['POST', '/api/cart/coupon', '{"code":"X\\u0000"}', 409],
    ['POST', CREATE, `{"userEmail":"${'a'.repeat(300_000)}"}`, 413],
  ])('%s %s %s: %i', async (method, path, text, status) => {
    const answer = await (await filled()).rest(method, path, text === undefined ? {} : { text })
    expect(told(answer)).toEqual([status, expect.stringMatching(/./)])
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
  })
})

describe('details', () => {
  const broken = () => Promise.reject(new Error('select * from secrets where key = sk_test_1'))
  const ask = async (mode: 'sandbox' | 'live', payload: string, deps: Partial<House['deps']> = {}) => {
    const config = { ...house.deps.config, stripe: { ...house.deps.config.stripe, mode } }
    const app: FastifyInstance = await buildServer(
      { ...house.deps, config, ...deps },
      { readEvent: () => null, isStopping: () => false },
    )
    try {
      const shopper = await filled()
      const headers = { 'content-type': 'application/json', cookie: `session_id=${shopper.cookieValues()[0]}` }
      return (await app.inject({ method: 'POST', url: CREATE, headers, payload })).json()
    } finally {
      await app.close()
    }
  }
  const foreign = JSON.stringify({ userEmail: 'a@b.test', successUrl: FOREIGN })

  it('help developers, and never those who pay real money', async () => {
    expect(await ask('sandbox', foreign)).toEqual({
      success: false,
      error: 'Invalid redirect URL',
      details: expect.stringContaining('ALLOWED_REDIRECT_ORIGINS'),
    })
    expect(await ask('live', foreign)).toEqual({ success: false, error: 'Invalid redirect URL' })
  })

  it('say nothing of what broke', async () => {
    const carts = { ...house.deps.carts, find: broken }
    expect(await ask('sandbox', foreign, { carts })).toEqual({
      success: false,
      error: 'Failed to create checkout session',
      details: expect.stringMatching(/x-request-id/),
    })
    expect(await ask('live', foreign, { carts })).toEqual({
      success: false,
      error: 'Failed to create checkout session',
    })
  })
})
