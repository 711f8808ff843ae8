import { fastify } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { answerErrors, SENTENCES } from './answer-errors.ts'
import { cors } from './plugins/cors.ts'
import { knownOrigins } from './plugins/cross-site.ts'
import { collectEnvelopes, restScope } from './rest-scope.ts'
import { sentBody } from './sent-body.ts'

const config = {
  baseUrl: 'https://shop.test',
  frontUrl: 'https://www.shop.test',
  allowedOrigins: ['https://partner.test'],
}
const FOREIGN = 'https://evil.test'
const JSON_TYPE = 'application/json'

const app = fastify({ bodyLimit: 1024 })
beforeAll(async () => {
  app.setErrorHandler(answerErrors((_status, error) => ({ root: error })))
  await cors(app, knownOrigins(config))
  collectEnvelopes(app)
  await restScope(
    app,
    { config },
    {
      tag: { name: 'Basket', description: 'For a test.' },
      error: z.object({ ours: z.string() }),
      cookies: true,
      envelope: (status, error, code) => ({ ours: error, status, ...(code && { code }) }),
      unknownUnder: ['/api/basket'],
    },
    (scope) => {
      scope.get('/api/basket', async () => ({ lines: [] }))
      scope.post('/api/basket', async (request) => sentBody(request))
      scope.delete('/api/basket/lines/:id', async () => ({ gone: true }))
      scope.post('/api/basket/broken', async () => {
        throw new Error('select * from secrets')
      })
      scope.post('/api/basket/sorry', { config: { crashSentence: 'Failed to do it' } }, async () => {
        throw new Error('select * from secrets')
      })
      scope.post('/api/basket/limited', async () => {
        throw Object.assign(new Error('slow down'), { statusCode: 429 })
      })
    },
  )
  await restScope(
    app,
    { config },
    {
      tag: { name: 'Token', description: 'For a test.' },
      error: z.object({ theirs: z.string() }),
      cookies: false,
      envelope: (_status, error) => ({ theirs: error }),
    },
    (scope) => {
      scope.post('/api/token', async (request) => sentBody(request))
    },
  )
})
afterAll(() => app.close())

describe('a scope’s errors', () => {
  const json = { 'content-type': JSON_TYPE }
  it.each([
    ['an unknown address', { method: 'GET', url: '/api/basket/nothing' }, 404, SENTENCES[404]],
    [
      'an unknown address, posted to',
      { method: 'POST', url: '/api/basket/no/thing', headers: json, payload: '{' },
      404,
      SENTENCES[404],
    ],
    ['another method', { method: 'PUT', url: '/api/basket' }, 405, SENTENCES[405]],
    [
      'another type',
      { method: 'POST', url: '/api/basket', payload: '<a/>', headers: { 'content-type': 'text/xml' } },
      415,
      SENTENCES[415],
    ],
    [
      'a body over the limit',
      { method: 'POST', url: '/api/basket', payload: `"${'a'.repeat(2000)}"`, headers: json },
      413,
      SENTENCES[413],
    ],
    ['a limit', { method: 'POST', url: '/api/basket/limited' }, 429, SENTENCES[429]],
    ['a crash', { method: 'POST', url: '/api/basket/broken' }, 500, SENTENCES[500]],
    ['a crash with a sentence of its own', { method: 'POST', url: '/api/basket/sorry' }, 500, 'Failed to do it'],
  ] as const)('%s', async (_name, request, status, sentence) => {
    const answer = await app.inject(request)
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['content-type']).toMatch(/^application\/json/)
    expect(answer.json()).toEqual({ ours: sentence, status })
  })

  it('keep to their scope', async () => {
    const payload = `"${'a'.repeat(2000)}"`
    expect((await app.inject({ method: 'POST', url: '/api/token', headers: json, payload })).json()).toEqual({
      theirs: SENTENCES[413],
    })
    expect((await app.inject({ method: 'PUT', url: '/api/token' })).json()).toEqual({ theirs: SENTENCES[405] })
    expect((await app.inject({ method: 'POST', url: '/api/basketry' })).json()).not.toHaveProperty('ours')
  })

  it('name the methods that there are', async () => {
    const { headers } = await app.inject({ method: 'PATCH', url: '/api/basket' })
    expect(headers.allow?.toString().split(', ').sort()).toEqual(['GET', 'HEAD', 'POST'])
    expect((await app.inject({ method: 'OPTIONS', url: '/api/basket/lines/1' })).headers.allow).toBe('DELETE')
  })
})

describe('a body', () => {
  it.each([
    ['{"a":1,"a":2}', { kind: 'json', value: { a: 2 } }],
    ['null', { kind: 'json', value: null }],
    ['"text"', { kind: 'json', value: 'text' }],
    ['', { kind: 'none' }],
    ['{"a":', { kind: 'malformed' }],
    ['a=1', { kind: 'malformed' }],
    ['{"__proto__":{"isStaff":true}}', { kind: 'malformed' }],
    ['{"constructor":{"prototype":{"isStaff":true}}}', { kind: 'malformed' }],
    [`${'['.repeat(51)}${']'.repeat(51)}`, { kind: 'malformed' }],
    [`["${'['.repeat(90)}"]`, { kind: 'json', value: ['['.repeat(90)] }],
    ['["\\"[["]', { kind: 'json', value: ['"[['] }],
  ])('%j is seen by the route', async (payload, body) => {
    for (const url of ['/api/basket', '/api/token']) {
      const headers = { 'content-type': `${JSON_TYPE}; charset=utf-8` }
      const answer = await app.inject({ method: 'POST', url, payload, headers })
      expect(answer.statusCode).toBe(200)
      expect(answer.json()).toEqual(body)
    }
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    undefined,
  ])('of type %j is no JSON', async (type) => {
    const headers = type === undefined ? {} : { 'content-type': type }
    const answer = await app.inject({ method: 'POST', url: '/api/token', payload: '{"a":1}', headers })
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({ kind: 'not-json' })
  })
})

describe('cross-site, where callers are known by a cookie', () => {
  const origins = [
    undefined,
    config.baseUrl,
    config.frontUrl,
    'https://partner.test',
    FOREIGN,
    'null',
    'https://partner.test.evil.test',
    'http://shop.test',
  ] as const
  const types = [
    [JSON_TYPE, true],
    ['Application/JSON; charset=utf-8', true],
    ['text/plain', false],
    ['text/plain; application/json', false],
    ['application/x-www-form-urlencoded', false],
    ['multipart/form-data; boundary=x', false],
    ['application/json-seq', false],
    [undefined, false],
  ] as const
  const methods = [
    ['POST', '/api/basket', 200],
    ['PUT', '/api/basket', 405],
    ['PATCH', '/api/basket', 405],
    ['DELETE', '/api/basket/lines/1', 200],
  ] as const
  const known = new Set<string | undefined>([undefined, ...knownOrigins(config)])
  const rows = origins.flatMap((origin) =>
    types.flatMap(([type, isJson]) =>
      methods.map(([method, url, through]) => ({
        origin,
        type,
        method,
        url,
        status: !known.has(origin) ? 403 : isJson ? through : 415,
      })),
    ),
  )
  it.each(rows)('$method with type $type from $origin: $status', async ({ origin, type, method, url, status }) => {
    const headers = { ...(origin && { origin }), ...(type && { 'content-type': type }) }
    const answer = await app.inject({ method, url, payload: '{}', headers })
    expect(answer.statusCode).toBe(status)
    if (status !== 200) expect(answer.json()).toMatchObject({ ours: expect.any(String), status })
    expect(answer.headers['access-control-allow-origin']).toBe(known.has(origin) ? origin : undefined)
    expect(answer.headers['access-control-allow-credentials']).toBe(origin && known.has(origin) ? 'true' : undefined)
    expect(answer.headers['vary']).toMatch(/Origin/)
  })

  it.each([
    ['cross-site', undefined, 403],
    ['same-site', undefined, 403],
    ['same-origin', undefined, 200],
    ['none', undefined, 200],
    ['cross-site', 'https://partner.test', 200],
    ['cross-site', FOREIGN, 403],
    ['same-origin', FOREIGN, 403],
  ])('a browser that says %s from %s: %i', async (site, origin, status) => {
    const headers = { 'sec-fetch-site': site, 'content-type': JSON_TYPE, ...(origin && { origin }) }
    expect((await app.inject({ method: 'POST', url: '/api/basket', payload: '{}', headers })).statusCode).toBe(status)
  })

  it('what changes nothing is answered, but for other pages to read', async () => {
    const answer = await app.inject({ method: 'GET', url: '/api/basket', headers: { origin: FOREIGN } })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
    expect((await app.inject({ method: 'DELETE', url: '/api/basket/lines/1' })).statusCode).toBe(200)
  })
})

describe('a preflight', () => {
  const ask = (url: string, origin: string) =>
    app.inject({
      method: 'OPTIONS',
      url,
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-anything' },
    })
  it.each([
    ['/api/basket', 'true'],
    ['/api/token', undefined],
  ])('for %s lets known pages send what is needed', async (url, credentials) => {
    for (const origin of knownOrigins(config)) {
      const { statusCode, headers } = await ask(url, origin)
      expect(statusCode).toBe(204)
      expect(headers).toMatchObject({
        'access-control-allow-origin': origin,
        'access-control-allow-headers': 'content-type, authorization, idempotency-key',
        'access-control-allow-methods': expect.stringContaining('PATCH'),
        'access-control-expose-headers': expect.stringContaining('x-request-id'),
        vary: expect.stringContaining('Origin'),
      })
      expect(headers['access-control-allow-credentials']).toBe(credentials)
    }
  })
  it.each(['/api/basket', '/api/basket/nothing', '/api/token', '/elsewhere'])(
    'for %s tells others nothing',
    async (url) => {
      for (const origin of [FOREIGN, 'null', 'https://shop.test.evil.test', '*']) {
        const { headers } = await ask(url, origin)
        expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
        expect(headers['vary']).toMatch(/Origin/)
      }
    },
  )
})
