import { ProductKind } from '@cashwrap/shared/contracts/primitives'
import { drawPicture } from '@cashwrap/shared/picture'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'

const FILE = /^([a-z0-9][a-z0-9-]{0,59})-([a-z_]+)\.svg$/
const side = z.coerce.number().int().min(16).max(2000)
const Query = z.object({
  theme: z.enum(['light', 'dark']).default('light'),
  w: side.default(800),
  h: side.default(600),
})

/** `GET /pictures/<seed>-<kind>.svg?theme=light|dark&w=&h=` (px): the drawn picture, the same for ever. */
export function picturesRoutes(app: FastifyInstance): void {
  app.get<{ Params: { file: string } }>('/pictures/:file', async (request, reply) => {
    const [, seed, kindName] = FILE.exec(request.params.file) ?? []
    const kind = ProductKind.safeParse(kindName)
    const query = Query.safeParse(request.query)
    if (seed === undefined || !kind.success || !query.success)
      return reply
        .code(404)
        .header('cache-control', 'no-store')
        .type('text/plain; charset=utf-8')
        .send('No such picture.')
    const { theme, w: width, h: height } = query.data
    return (
      reply
        .type('image/svg+xml; charset=utf-8')
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('x-content-type-options', 'nosniff')
        // The payment page, and the pages of older front ends, show them from other origins.
        .header('cross-origin-resource-policy', 'cross-origin')
        .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
        .send(drawPicture({ seed, kind: kind.data, width, height, theme }))
    )
  })
}
