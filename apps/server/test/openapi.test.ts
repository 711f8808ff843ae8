import { Validator } from '@seriousme/openapi-schema-validator'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildServer } from '../src/transport/http/build-server.ts'
import { pathTemplate } from '../src/transport/http/openapi/openapi-document.ts'
import { type House, openHouse } from './support/house.ts'

let house: House
let app: FastifyInstance
beforeAll(async () => {
  house = await openHouse({ work: false, webhooks: false, env: { ALLOWED_ORIGINS: 'https://partner.test' } })
  app = await buildServer(house.deps, { readEvent: () => null, isStopping: () => false })
})
afterAll(async () => {
  await app.close()
  await house[Symbol.asyncDispose]()
})

/** Pages, pictures and the typed interface are not for callers of REST. */
const NOT_REST = /^\/(trpc|pictures|docs)(\/|$)|^\*$/

it('every REST route is in the document, and the document is OpenAPI 3.1', async () => {
  const document = (await app.inject({ url: '/docs/openapi.json' })).json()
  expect(await new Validator().validate(document)).toEqual({ valid: true })
  const registered = app.routeList
    .filter(({ url, config }) => !NOT_REST.test(url) && config?.isFallback !== true)
    .flatMap(({ url, method }) => [method].flat().map((one) => `${one.toLowerCase()} ${pathTemplate(url)}`))
  const documented = Object.entries<object>(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((one) => `${one} ${path}`),
  )
  expect(documented.sort()).toEqual(registered.sort())
  expect(documented).toContain('post /api/stripe/webhook')
})

it('pages on other known origins may use the typed interface with their visitors’ cookies', async () => {
  const ask = (origin: string, method: 'OPTIONS' | 'POST') =>
    app.inject({
      method,
      url: '/trpc/auth.signOut',
      headers: { origin, 'access-control-request-method': 'POST', 'content-type': 'application/json' },
      ...(method === 'POST' && { payload: '{}' }),
    })
  expect((await ask('https://partner.test', 'OPTIONS')).headers).toMatchObject({
    'access-control-allow-origin': 'https://partner.test',
    'access-control-allow-credentials': 'true',
  })
  expect(await ask('https://partner.test', 'POST')).toMatchObject({
    statusCode: 200,
    headers: { 'access-control-allow-origin': 'https://partner.test', vary: expect.stringContaining('Origin') },
  })
  expect((await ask('https://evil.test', 'POST')).statusCode).toBe(403)
  for (const method of ['OPTIONS', 'POST'] as const)
    expect((await ask('https://evil.test', method)).headers).not.toHaveProperty('access-control-allow-origin')
})

it.each(['', 'k'.repeat(256), 'a\tb'])('the typed interface refuses the key %j aloud', async (key) => {
  const answer = await app.inject({
    method: 'POST',
    url: '/trpc/auth.signOut',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    payload: '{}',
  })
  expect(answer.statusCode).toBe(400)
  expect(answer.json()).toMatchObject({
    error: { data: { failure: { kind: 'invalid-input', fields: [{ path: 'idempotency-key' }] } } },
  })
})

it('an address that cannot be read is refused without a word of the framework’s', async () => {
  const sentence = 'The request could not be read. Nothing was changed.'
  for (const [url, body] of [
    ['/api/checkout/%zz', { error: sentence }],
    ['/api/cart/items/%zz', { success: false, error: sentence }],
    ['/api/stripe/%zz', { error: { message: sentence, code: 'INVALID_REQUEST' }, success: false }],
    ['/nowhere/%zz', { error: sentence }],
  ] as const) {
    const answer = await app.inject({ url })
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toEqual(body)
  }
})
