import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type House, openHouse, WEBHOOK_SECRET } from '../support/house.ts'
import { Shopper } from '../support/shopper.ts'
import { until } from '../support/until.ts'

let house: House
beforeAll(async () => {
  house = await openHouse({ webhooks: false })
})
afterAll(() => house[Symbol.asyncDispose]())

const JSON_TYPE = { 'content-type': 'application/json' }

/** Everything that bad input could have left behind. */
const written = async () => {
  const { db } = house.deps
  const tables = ['carts', 'cart_lines', 'orders', 'stripe_events', 'sign_in_challenges', 'notifications'] as const
  const counts: Record<string, number> = {}
  for (const table of tables) {
    const rows = await db.selectFrom(table).select('id').execute()
    counts[table] = rows.length
  }
  return counts
}

const send = async (path: string, init: RequestInit) => {
  const response = await fetch(`${house.url}${path}`, init)
  return { status: response.status, requestId: response.headers.get('x-request-id'), body: await response.json() }
}
const mutate = (path: string, body: string, headers: Record<string, string> = {}) =>
  send(`/trpc/${path}`, { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body })
const query = (path: string, input: unknown) =>
  send(`/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`, {})

const refused = (...paths: string[]) => ({
  error: {
    message: 'invalid-input',
    data: { failure: { kind: 'invalid-input', fields: paths.map((path) => expect.objectContaining({ path })) } },
  },
})

describe('what a client sends', () => {
  const course = () => house.products.course
  const cases: [name: string, send: () => ReturnType<typeof send>, status: number, body: object][] = [
    ['an unknown field', () => mutate('cart.add', JSON.stringify({ productId: course(), price: 1 })), 400, refused('')],
    [
      'a price of one’s own',
      () => mutate('cart.add', JSON.stringify({ productId: course(), unitAmount: 1 })),
      400,
      refused(''),
    ],
    [
      'a prototype',
      () => mutate('cart.add', `{"productId":"${course()}","__proto__":{"quantity":5}}`),
      400,
      refused(''),
    ],
    ...[0, 100, -1, 1.5, '5', null].map(
      (quantity) =>
        [
          `a quantity of ${JSON.stringify(quantity)}`,
          () => mutate('cart.add', JSON.stringify({ productId: course(), quantity })),
          400,
          refused('quantity'),
        ] as (typeof cases)[number],
    ),
    [
      'an unknown product',
      () => mutate('cart.add', JSON.stringify({ productId: '00000000-0000-7000-8000-000000000000' })),
      404,
      { error: { data: { failure: { kind: 'not-found', what: 'product' } } } },
    ],
    ['a product id that is none', () => mutate('cart.add', '{"productId":"prod_1"}'), 400, refused('productId')],
    [
      'a body over 256 kB',
      () => mutate('cart.add', JSON.stringify({ productId: 'x'.repeat(256 * 1024) })),
      413,
      { error: expect.stringContaining('larger'), requestId: expect.any(String) },
    ],
    ['malformed JSON', () => mutate('cart.add', '{"productId":'), 400, refused()],
    ['deep JSON', () => mutate('cart.add', `${'['.repeat(100_000)}${']'.repeat(100_000)}`), 400, refused('')],
    [
      'plain text',
      () => mutate('auth.signOut', '{}', { 'content-type': 'text/plain' }),
      415,
      { error: { data: { httpStatus: 415 } } },
    ],
    [
      'a form',
      () => mutate('auth.signOut', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      { error: expect.stringContaining('JSON') },
    ],
    [
      'a change by GET',
      () => send('/trpc/auth.signOut', {}),
      405,
      { error: { data: { code: 'METHOD_NOT_SUPPORTED' } } },
    ],
    ...['https://evil.example', 'null', 'http://localhost:4321.evil.example'].map(
      (origin) =>
        [
          `a change from ${origin}`,
          () => mutate('cart.add', JSON.stringify({ productId: course() }), { origin }),
          403,
          { error: 'This request came from another site.' },
        ] as (typeof cases)[number],
    ),
    [
      'a change that a browser calls cross-site',
      () => mutate('cart.add', JSON.stringify({ productId: course() }), { 'sec-fetch-site': 'cross-site' }),
      403,
      { error: 'This request came from another site.' },
    ],
    ...[
      'a@shop.test\r\nBcc: b@shop.test',
      'a@shop\n.test',
      'A <a@shop.test>',
      'a@shop.test,b@shop.test',
      'ä@shop.test',
    ].map(
      (email) =>
        [
          `the address ${JSON.stringify(email)}`,
          () => mutate('auth.requestSignIn', JSON.stringify({ email })),
          400,
          refused('email'),
        ] as (typeof cases)[number],
    ),
    [
      'more calls in one than are taken',
      () => send(`/trpc/${Array(21).fill('auth.me').join(',')}?batch=1`, {}),
      400,
      { error: { message: 'invalid-input' } },
    ],
    ...['%00', 'cs_test_%00'].map(
      (sessionId) =>
        [
          `the session ${sessionId}`,
          () => send(`/api/checkout/sessions/${sessionId}`, {}),
          404,
          { error: expect.any(String) },
        ] as (typeof cases)[number],
    ),
    [
      'an unknown procedure',
      () => query('cart.steal', {}),
      404,
      { error: { data: { failure: { kind: 'not-found', what: 'route' } } } },
    ],
    [
      'a NUL in a reference',
      () => query('checkout.status', { reference: 'cs_\0' }),
      404,
      { error: { data: { failure: { kind: 'not-found', what: 'checkout' } } } },
    ],
    [
      'a NUL in a product’s address',
      () => query('catalogue.get', { slug: 'course\0' }),
      404,
      { error: { data: { failure: { kind: 'not-found', what: 'product' } } } },
    ],
  ]

  it.each(cases)('%s is refused in words, and nothing is written', async (_name, attack, status, body) => {
    const before = await written()
    const answer = await attack()
    expect(answer).toMatchObject({ status, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/), body })
    expect(JSON.stringify(answer.body)).not.toMatch(/\bat .*\.[tj]s|select |insert |stack/)
    expect(await written()).toEqual(before)
  })

  it('a NUL or half a character in a coupon is an unknown coupon', async () => {
    const shopper = new Shopper(house.url)
    await shopper.fill('course')
    for (const code of ['A\0B', 'A\ud800'])
      expect(await shopper.mutate('cart.applyCoupon', { code })).toMatchObject({
        ok: false,
        status: 409,
        failure: { kind: 'coupon-refused', problem: 'unknown' },
      })
  })
})

describe('a cursor that is not ours', () => {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const forged = [
    ...[
      ['x', 'y'],
      [1, 2],
      ['2026-01-01T00:00:00.000Z', 'no-id'],
      ['2026-99-99T99:99:99.999Z', '00000000-0000-7000-8000-000000000000'],
      ['infinity', '00000000-0000-7000-8000-000000000000'],
      ['a\0', 'b\0'],
      [],
      { 0: 'a', 1: 'b', length: 2 },
      null,
    ].map(encode),
    '%%%',
  ]

  it('starts from the first page, in every list', async () => {
    const shopper = new Shopper(house.url)
    await shopper.mutate('auth.requestSignIn', { email: shopper.email })
    const [mail] = await until('the mail arrives', async () => {
      const mails = await house.sandbox.mail(shopper.email)
      return mails.length > 0 && mails
    })
    const code = /\b\d{6}\b/.exec(mail?.text ?? '')?.[0]
    expect(await shopper.mutate('auth.signInWithCode', { email: shopper.email, code })).toMatchObject({ ok: true })
    await house.deps.db
      .updateTable('users')
      .set({ roles: ['buyer', 'staff'] })
      .where('email', '=', shopper.email)
      .execute()
    for (const path of ['catalogue.list', 'orders.list', 'staff.orders', 'staff.inbox']) {
      const first = await shopper.query(path, {})
      expect(first.ok).toBe(true)
      for (const cursor of forged)
        expect([path, cursor, await shopper.query(path, { cursor })]).toEqual([path, cursor, first])
    }
    expect(await shopper.query('staff.orders', { search: 'a\0b' })).toMatchObject({ ok: true })
  })
})

describe('what claims to be Stripe', () => {
  const now = () => Math.floor(Date.now() / 1000)
  let count = 0
  const event = (object: object = {}) =>
    JSON.stringify({
      id: `evt_attack_${++count}`,
      object: 'event',
      type: 'charge.refunded',
      api_version: null,
      created: now(),
      livemode: false,
      data: { object: { id: 'ch_1', object: 'charge', metadata: {}, ...object } },
    })
  const sign = (body: string, at = now(), secret = WEBHOOK_SECRET) =>
    `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`
  const post = (body: string, signature?: string, type = 'application/json') =>
    send('/api/stripe/webhook', {
      method: 'POST',
      headers: { 'content-type': type, ...(signature !== undefined && { 'stripe-signature': signature }) },
      body,
    })
  const forgeries: [name: string, send: () => ReturnType<typeof post>][] = [
    ['without a signature', () => post(event())],
    [
      'signed with another secret',
      () => {
        const body = event()
        return post(body, sign(body, now(), 'whsec_another'))
      },
    ],
    ['signed for another body', () => post(event(), sign(event()))],
    [
      'replayed after five minutes',
      () => {
        const body = event()
        return post(body, sign(body, now() - 301))
      },
    ],
    [
      'dated five minutes ahead',
      () => {
        const body = event()
        return post(body, sign(body, now() + 310))
      },
    ],
    [
      'with only a v0',
      () => {
        const body = event()
        return post(body, sign(body).replace('v1=', 'v0='))
      },
    ],
    ['with an empty signature', () => post(event(), '')],
    ['that is signed but no JSON', () => post('{', sign('{'))],
    ['that is empty', () => post('', sign(''))],
  ]

  it.each(forgeries)('an event %s is refused and not kept', async (_name, attack) => {
    const before = await written()
    expect(await attack()).toMatchObject({ status: 400, body: { error: 'Webhook signature verification failed' } })
    expect(await written()).toEqual(before)
  })

  it('a body over 1 MiB is refused', async () => {
    const body = event({ padding: 'x'.repeat(1024 * 1024) })
    expect(await post(body, sign(body))).toMatchObject({ status: 413 })
  })

  it('is taken at its word whatever content type it names', async () => {
    for (const type of ['text/plain', 'application/json; charset=utf-8', 'application/octet-stream']) {
      const body = event()
      expect(await post(body, sign(body), type)).toMatchObject({ status: 200, body: { received: true } })
    }
  })

  it('keeps an event whose texts Postgres could not', async () => {
    for (const name of ['Nul\0', 'Half\ud800']) {
      const body = event({ billing_details: { name } })
      expect(await post(body, sign(body))).toMatchObject({ status: 200 })
    }
  })

  it('with a type named like a part of every object is ignored', async () => {
    const body = event().replace('charge.refunded', 'constructor')
    expect(await post(body, sign(body))).toMatchObject({ status: 200 })
    expect(
      await house.deps.db.selectFrom('stripe_events').select('state').where('type', '=', 'constructor').execute(),
    ).toEqual([{ state: 'ignored' }])
  })
})
