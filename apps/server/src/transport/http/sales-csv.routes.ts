import { Readable } from 'node:stream'
import type { Sale } from '@cashwrap/shared/contracts/seller'
import { toDecimal } from '@cashwrap/shared/money'
import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../app/deps.ts'
import { exportSales } from '../../modules/marketplace/index.ts'
import { attachment } from '../../platform/content-disposition.ts'
import { csvLine, inert } from '../../platform/csv.ts'
import { HTTP_STATUS } from './failure-to-http.ts'
import type { RouteDocs } from './openapi/route-docs.ts'
import { cookieJar } from './plugins/cookies.ts'
import { readCookieActor } from './read-actor.ts'

const HEADER = ['order', 'sold_at', 'products', 'currency', 'gross', 'refunded', 'fee', 'net', 'payout']
const SENTENCES = {
  'sign-in-required': 'Sign in to see your sales.',
  'not-found': 'You do not sell here.',
} as const

const SALES: RouteDocs = {
  tag: { name: 'Sellers', description: 'What sellers see of their own sales, with the cookie of the pages.' },
  summary: 'All sales as a spreadsheet',
  description: `CSV, newest first: ${HEADER.join(', ')}. Amounts are decimals of the currency.`,
  auth: ['signInCookie'],
  answers: {
    200: { description: 'The sales.', type: 'text/csv' },
    401: { description: 'Nobody is signed in.' },
    404: { description: 'The caller does not sell here.' },
  },
}

/** `GET /api/seller/sales.csv`: all sales of the signed-in seller as a spreadsheet, sent while it is read. */
export function salesCsvRoutes(app: FastifyInstance, deps: Pick<Deps, 'db' | 'clock' | 'config'>): void {
  app.get('/api/seller/sales.csv', { config: { docs: SALES } }, async (request, reply) => {
    reply.header('cache-control', 'private, no-store')
    const { actor } = await readCookieActor(deps, request, cookieJar(deps.config, request, reply))
    const sales = await exportSales(deps, actor, undefined)
    if (!sales.ok) {
      const { kind } = sales.failure
      return reply.code(HTTP_STATUS[kind]).send({ error: SENTENCES[kind], requestId: request.id })
    }
    const day = deps.clock.now().toISOString().slice(0, 10)
    return reply
      .header('content-type', 'text/csv; charset=utf-8; header=present')
      .header('content-disposition', attachment(`sales-${day}.csv`))
      .send(Readable.from(lines(sales.value)))
  })
}

async function* lines(sales: AsyncIterable<Sale[]>): AsyncGenerator<string> {
  yield csvLine(HEADER)
  for await (const chunk of sales) yield chunk.map(toLine).join('')
}

/** Amounts are plain decimals, as a spreadsheet adds them up; only what people wrote is made inert. */
const toLine = (sale: Sale): string =>
  csvLine([
    String(sale.orderNumber),
    sale.soldAt,
    inert(sale.titles.join('; ')),
    sale.gross.currency,
    ...[sale.gross, sale.refunded, sale.fee, sale.net].map(toDecimal),
    sale.payout,
  ])
