import { createHash } from 'node:crypto'
import scalar from '@scalar/fastify-api-reference'
import type { FastifyInstance, RouteOptions } from 'fastify'
import type { JsonObject } from './json-schema.ts'
import { openApiDocument } from './openapi-document.ts'

const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route as it was registered, HEAD aside, which Fastify adds to each GET. */
    routeList: readonly RouteOptions[]
  }
}

/** Remembers the routes registered after this. */
export function collectRoutes(app: FastifyInstance): void {
  const routes: RouteOptions[] = []
  app.decorate('routeList', routes)
  app.addHook('onRoute', (route) => {
    if (route.method !== 'HEAD') routes.push(route)
  })
}

/**
 * `GET /docs`: a page on which every documented call can be tried, with nothing loaded from elsewhere.
 * `GET /docs/openapi.json`: the document behind it.
 */
export async function docsRoutes(app: FastifyInstance, shop: { title: string; server: string }): Promise<void> {
  let document: JsonObject | null = null
  app.get('/docs/openapi.json', async () => {
    document ??= openApiDocument(app.routeList, shop)
    return document
  })
  await app.register(async (scope) => {
    scope.addHook('onSend', async (_request, reply, payload) => {
      if (typeof payload !== 'string') return
      if (String(reply.getHeader('content-type')).startsWith('text/html'))
        reply.header('content-security-policy', policyFor(payload))
      else reply.header('cache-control', 'public, max-age=3600')
    })
    await scope.register(scalar, {
      routePrefix: '/docs',
      configuration: {
        url: '/docs/openapi.json',
        pageTitle: `${shop.title}: REST interfaces`,
        withDefaultFonts: false,
        telemetry: false,
        hideClientButton: true,
        showDeveloperTools: 'never',
        mcp: { disabled: true },
        agent: { disabled: true },
      },
    })
  })
}

/** The page brings one small script of its own and styles that it writes while it runs; all else is a file of this server. */
function policyFor(page: string): string {
  const hashes = [...page.matchAll(INLINE_SCRIPT)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  )
  return [
    "default-src 'none'",
    `script-src 'self' ${hashes.join(' ')}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
