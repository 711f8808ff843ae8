import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const ONE_YEAR_MS = 365 * 86_400_000
/** Never answered with the shop's page, whatever the browser accepts. */
const NOT_PAGES = /^\/(api|trpc|docs|downloads|pictures|assets)(\/|$)/

/** The built shop: hashed assets for ever, and its one page for every address a person may open. */
export async function serveWeb(app: FastifyInstance, dist: string): Promise<void> {
  const page = readFileSync(join(dist, 'index.html'))
  await app.register(fastifyStatic, {
    root: join(dist, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: ONE_YEAR_MS,
    index: false,
    preCompressed: true,
  })
  await app.register(fastifyStatic, {
    root: dist,
    prefix: '/',
    decorateReply: false,
    index: false,
    wildcard: false,
    globIgnore: ['index.html', 'assets/**'],
    maxAge: 3_600_000,
  })
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '/'
    const isPage = (request.method === 'GET' || request.method === 'HEAD') && !NOT_PAGES.test(path)
    if (!isPage) return reply.code(404).send({ error: 'Not found' })
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page)
  })
}
