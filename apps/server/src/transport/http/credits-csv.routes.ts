import { Readable } from 'node:stream'
import { type CreditEntry, CreditEntryKind, CreditType } from '@cashwrap/shared/contracts/credits'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Deps } from '../../app/deps.ts'
import { exportStatement } from '../../modules/credits/index.ts'
import { attachment } from '../../platform/content-disposition.ts'
import { csvLine, inert } from '../../platform/csv.ts'
import { HTTP_STATUS } from './failure-to-http.ts'
import type { RouteDocs } from './openapi/route-docs.ts'
import { cookieJar } from './plugins/cookies.ts'
import { readCookieActor } from './read-actor.ts'

const HEADER = ['at', 'type', 'kind', 'change', 'promotion', 'plan', 'bought', 'owed', 'balance', 'order', 'note']

const Filter = z.strictObject({
  type: CreditType.optional().describe('Only credits of this type.'),
  kind: CreditEntryKind.optional().describe('Only changes of this kind.'),
})

const STATEMENT: RouteDocs = {
  tag: { name: 'Credits', description: 'What buyers see of their own credits, with the cookie of the pages.' },
  summary: 'The statement of credits as a spreadsheet',
  description: `CSV, newest first: ${HEADER.join(', ')}. \`change\` is the sum of the three buckets beside it, \`balance\` what could be spent of that type afterwards, \`owed\` what was added to the credits that are owed.`,
  auth: ['signInCookie'],
  query: Filter,
  answers: {
    200: { description: 'The statement.', type: 'text/csv' },
    400: { description: 'There is no such type or kind.' },
    401: { description: 'Nobody is signed in.' },
  },
}

/** `GET /api/credits/statement.csv`: the signed-in buyer's statement as a spreadsheet, sent while it is read. */
export function creditsCsvRoutes(app: FastifyInstance, deps: Pick<Deps, 'db' | 'clock' | 'config'>): void {
  app.get('/api/credits/statement.csv', { config: { docs: STATEMENT } }, async (request, reply) => {
    reply.header('cache-control', 'private, no-store')
    const refuse = (kind: 'invalid-input' | 'sign-in-required', error: string) =>
      reply.code(HTTP_STATUS[kind]).send({ error, requestId: request.id })
    const { actor } = await readCookieActor(deps, request, cookieJar(deps.config, request, reply))
    const filter = Filter.safeParse(request.query)
    if (!filter.success) return refuse('invalid-input', 'There is no such type or kind of entries.')
    const { type: creditType, kind } = filter.data
    const entries = await exportStatement(deps, actor, { creditType, kind })
    if (!entries.ok) return refuse(entries.failure.kind, 'Sign in to see your credits.')
    const day = deps.clock.now().toISOString().slice(0, 10)
    return reply
      .header('content-type', 'text/csv; charset=utf-8; header=present')
      .header('content-disposition', attachment(`${['credits', creditType, kind, day].filter(Boolean).join('-')}.csv`))
      .send(Readable.from(lines(entries.value)))
  })
}

async function* lines(entries: AsyncIterable<CreditEntry[]>): AsyncGenerator<string> {
  yield csvLine(HEADER)
  for await (const chunk of entries) yield chunk.map(toLine).join('')
}

/** Numbers stay numbers, as a spreadsheet adds them up; only what people wrote is made inert. */
const toLine = (entry: CreditEntry): string =>
  csvLine([
    entry.at,
    entry.creditType,
    entry.kind,
    ...[entry.change, entry.promotion, entry.plan, entry.bought, entry.owed, entry.balance].map(String),
    entry.orderNumber === null ? '' : String(entry.orderNumber),
    inert(entry.note ?? ''),
  ])
