import { Validator } from '@seriousme/openapi-schema-validator'
import { fastify } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { collectEnvelopes, restScope } from '../rest-scope.ts'
import { collectRoutes, docsRoutes } from './docs.routes.ts'
import { UNSAID } from './route-docs.ts'

const config = { baseUrl: 'http://shop.test', frontUrl: 'http://shop.test', allowedOrigins: [] }
const Line = z.object({ name: z.string(), quantity: z.int().min(1).default(1) }).meta({ id: 'TestLine' })

const app = fastify()
const read = async () => (await app.inject({ url: '/docs/openapi.json' })).json()
beforeAll(async () => {
  collectRoutes(app)
  const tag = { name: 'Basket', description: 'Called by a test.' }
  const error = z.object({ error: z.string() })
  const envelope = (_status: number, sentence: string) => ({ error: sentence })
  const examples = {
    'add a line': {
      summary: 'A line is added',
      request: { method: 'POST', path: '/api/basket/7/lines?dry=yes', body: { name: 'a' } },
      answer: { status: 201, body: { name: 'a', quantity: 1 } },
    },
    'no such basket': {
      summary: 'There is no such basket',
      request: { method: 'POST', path: '/api/basket/8/lines', body: { name: 'a' } },
      answer: { status: 404, body: { error: 'No such basket' } },
    },
    elsewhere: {
      summary: 'Of another route',
      request: { method: 'GET', path: '/api/basket/7' },
      answer: { status: 200, body: {} },
    },
  } as const
  collectEnvelopes(app)
  await restScope(app, { config }, { tag, error, examples, cookies: false, envelope }, (scope) => {
    scope.post(
      '/api/basket/:id/lines',
      {
        config: {
          docs: {
            summary: 'Add a line',
            auth: ['bearer', 'visitCookie', 'site', UNSAID],
            params: z.object({ id: z.string().max(9) }),
            query: z.object({ dry: z.enum(['yes', 'no']).optional() }),
            body: Line,
            takesKey: true,
            answers: { 201: { description: 'Added.', schema: Line } },
          },
        },
      },
      async () => ({}),
    )
  })
  await docsRoutes(app, { title: 'A shop', server: 'https://shop.test' })
})
afterAll(() => app.close())

describe('the document', () => {
  it('is OpenAPI 3.1', async () => {
    const validator = new Validator()
    expect(await validator.validate(await read())).toEqual({ valid: true })
    expect(validator.version).toBe('3.1')
  })

  it('says of a route what its schemas and examples say', async () => {
    const { paths, components, tags } = await read()
    expect(tags[0]).toEqual({ name: 'Basket', description: 'Called by a test.' })
    expect(Object.keys(paths)).toEqual(['/api/basket/{id}/lines'])
    expect(Object.keys(paths['/api/basket/{id}/lines'])).toEqual(['post'])
    expect(components.schemas.TestLine).toMatchObject({ properties: { quantity: { minimum: 1, default: 1 } } })
    expect(paths['/api/basket/{id}/lines'].post).toMatchObject({
      tags: ['Basket'],
      security: [{ bearer: [] }, { visitCookie: [] }, { siteToken: [], siteInstance: [] }, {}],
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'string', maxLength: 9 }, example: '7' },
        { name: 'dry', in: 'query', required: false, example: 'yes' },
        { name: 'Idempotency-Key', in: 'header' },
      ],
      requestBody: {
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/TestLine' },
            examples: { 'add a line': { value: { name: 'a' } }, 'no such basket': { value: { name: 'a' } } },
          },
        },
      },
      responses: {
        201: {
          description: 'Added.',
          content: { 'application/json': { examples: { 'add a line': { value: { name: 'a', quantity: 1 } } } } },
        },
        404: { description: 'There is no such basket' },
        default: { content: { 'application/json': { schema: { properties: { error: { type: 'string' } } } } } },
      },
    })
    expect(JSON.stringify(paths)).not.toContain('elsewhere')
  })
})

describe('the page', () => {
  it('loads nothing from elsewhere and runs no script but its own', async () => {
    const page = await app.inject({ url: '/docs/' })
    expect(page.statusCode).toBe(200)
    expect(page.body).not.toMatch(/(src|href)="?(https?:)?\/\//)
    const policy = String(page.headers['content-security-policy'])
    expect(policy).toMatch(/script-src 'self' 'sha256-[\w+/]+=*'( 'sha256-[\w+/]+=*')*;/)
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/)
    const [, source] = /<script[^>]* src="([^"]+)"/.exec(page.body) ?? []
    const script = await app.inject({ url: new URL(source ?? '', 'http://any.invalid/docs/').pathname })
    expect(script.headers['content-type']).toMatch(/javascript/)
    expect(script.body.length).toBeGreaterThan(100_000)
  })
  it('is there without its slash, too', async () => {
    expect((await app.inject({ url: '/docs' })).headers.location).toMatch(/\/docs\/$/)
  })
})
