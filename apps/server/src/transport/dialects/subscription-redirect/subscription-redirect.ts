import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../../app/deps.ts'
import { returnFromPayment } from '../../../modules/checkout/index.ts'
import { answerErrors } from '../../http/answer-errors.ts'
import { type RouteDocs, UNSAID } from '../../http/openapi/route-docs.ts'
import { type CookieJar, cookieJar } from '../../http/plugins/cookies.ts'
import { knownOrigins } from '../../http/plugins/cross-site.ts'
import { clientHash, readCookieActor, withVisit } from '../../http/read-actor.ts'
import { restScope } from '../../http/rest-scope.ts'
import { followLink } from './follow-link.ts'
import { wantedForm } from './negotiate.ts'
import { readLink } from './read-link.ts'
import { broken, notFollowed, type Places, type Refusal, refusalOf, tooMany, wrongLink } from './refusal.ts'
import { PAGE_POLICY, refusalPage } from './refusal-page.ts'
import { landingPage, PRICES_PATH, RETURN_PATH, readTarget, redirectRule } from './return-link.ts'
import { examples } from './subscription-redirect.examples.ts'
import { envelope, LinkError, LinkFollowed, LinkQuery, ReturnQuery } from './subscription-redirect.wire.ts'
import { isFollowed, isOnlyLooking } from './who-looks.ts'

const LINK_PATH = '/api/checkout/session'
/** From when on links should name a price instead of a number of credits. */
const QTY_DEPRECATED_AT = new Date('2026-11-21T00:00:00Z')

const TAG = {
  name: 'Subscription redirect',
  description:
    'Plain links on a price page. Nobody signs in for them; who is signed in by the cookie is known. Whoever prefers `text/html` gets errors as a page, everybody else as `{"error": "…"}`.',
}

const LINK: RouteDocs = {
  summary: 'Follow a link to the payment page',
  description:
    'Exactly one of `qty` and `price_id`. `HEAD` and requests that load ahead (`Sec-Purpose`, `Purpose`) make nothing and are answered 204. The same link followed again by the same browser within seconds leads to the same session. Who subscribes to the plan already is led to the billing portal. Answers about `qty` carry `Deprecation`.',
  auth: ['signInCookie', 'visitCookie', UNSAID],
  query: LinkQuery,
  answers: {
    200: { description: 'To who prefers `application/json`.', schema: LinkFollowed },
    204: { description: 'Asked by who only looks: nothing was made.' },
    303: { description: 'On to the payment page, or the billing portal.' },
  },
}
const RETURN: RouteDocs = {
  summary: 'Come back from the payment page',
  description:
    'Where Stripe sends the browser. Completes the order, if Stripe’s event has not, and sends the buyer on.',
  query: ReturnQuery,
  answers: {
    204: { description: 'Asked by who only looks.' },
    303: { description: 'On to where the link led, or to what tells the buyer how it stands.' },
  },
}

/** `GET /api/checkout/session`, and the address by which a buyer comes back from paying. */
export const subscriptionRedirect = (app: FastifyInstance, deps: Deps): Promise<void> =>
  restScope(app, deps, { tag: TAG, error: LinkError, envelope, examples, cookies: true }, (scope) => {
    const known = knownOrigins(deps.config)
    const redirect = redirectRule(deps.config)
    scope.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'no-store')
    })

    scope.get(
      LINK_PATH,
      {
        config: { docs: LINK },
        onRequest: async (request, reply) => {
          const vary = reply.getHeader('vary')
          reply.header('vary', vary === undefined ? 'Accept' : `${vary}, Accept`)
          if ('qty' in Object(request.query)) deprecate(reply, deps.config.baseUrl)
        },
        errorHandler: (error, request, reply) =>
          answerErrors((status, sentence) => {
            const refusal = broken(sentence, status, placesOf(deps, request))
            return formed(deps, request, reply, refusal)
          })(error, request, reply),
      },
      async (request, reply) => {
        if (isOnlyLooking(request)) return reply.code(204).send()
        const places = placesOf(deps, request)
        const refuse = (refusal: Refusal) => {
          if (refusal.retryAfterSeconds !== undefined) reply.header('retry-after', refusal.retryAfterSeconds)
          return reply.code(refusal.status).send(formed(deps, request, reply, refusal))
        }
        if (!isFollowed(request, known)) return refuse(notFollowed(places))
        const link = readLink(request.query, redirect)
        if (!link.ok) return refuse(wrongLink(link.failure, places))
        const network = clientHash(request.ip, deps.config.authSecret).toString('base64url')
        const taken = await deps.rateLimits.take('links', network)
        if (!taken.ok) return refuse(tooMany(taken.retryAfterSeconds, places))

        const jar = cookieJar(deps.config, request, reply)
        const { actor } = await readCookieActor(deps, request, jar)
        const followed = await followLink(deps, request, actor, link.value)
        if (!followed.ok) return refuse(refusalOf(followed.failure, places))
        const { url, sessionId, keepFor } = followed.value
        if (keepFor !== null) await keepFor(beginVisit(actor, jar))
        return wantedForm(request.headers.accept) === 'json'
          ? reply.send(LinkFollowed.parse({ url, sessionId }))
          : reply.redirect(url, 303)
      },
    )

    scope.get(RETURN_PATH, { config: { docs: RETURN } }, async (request, reply) =>
      isOnlyLooking(request) ? reply.code(204).send() : reply.redirect(await comeBack(deps, request, reply), 303),
    )
  })

/** Where a buyer goes who comes back: on, unless nothing was paid; what the address says besides is not believed. */
async function comeBack(deps: Deps, request: FastifyRequest, reply: FastifyReply): Promise<string> {
  const { frontUrl } = deps.config
  const query: Record<string, unknown> = { ...Object(request.query) }
  const reference = query['session_id']
  const prices = `${frontUrl}${PRICES_PATH}`
  if (typeof reference !== 'string' || !SESSION_ID.test(reference)) return prices
  const { actor } = await readCookieActor(deps, request, cookieJar(deps.config, request, reply))
  const status = await returnFromPayment(deps, actor, { reference })
  if (!status.ok) return prices
  // Our own page says of each of these how it stands, and lets a buyer go on who has not paid yet.
  const isUnpaid = UNPAID.has(status.value.stage)
  return landingPage(deps.config, isUnpaid ? null : readTarget(deps.config, query['to']), reference)
}
const SESSION_ID = /^cs_[A-Za-z0-9_]{1,250}$/
const UNPAID: ReadonlySet<string> = new Set(['open', 'failed', 'expired', 'cancelled'])

function beginVisit(actor: Parameters<typeof withVisit>[0], jar: CookieJar): Buffer {
  const { visitHash } = withVisit(actor, jar)
  if (visitHash === null) throw new Error('a visit was begun, and there is none')
  return visitHash
}

/** `Deprecation` as RFC 9745 has it: the moment, in Unix seconds, after an at sign. */
function deprecate(reply: FastifyReply, baseUrl: string): void {
  reply.header('deprecation', `@${QTY_DEPRECATED_AT.getTime() / 1000}`)
  reply.header('link', `<${baseUrl}/docs>; rel="deprecation"; type="text/html"`)
}

/** A refusal in the form that its caller reads: a page for people, and JSON for everybody else. */
function formed(deps: Deps, request: FastifyRequest, reply: FastifyReply, refusal: Refusal): unknown {
  if (wantedForm(request.headers.accept) !== 'html') return envelope(refusal.status, refusal.sentence)
  reply.type('text/html; charset=utf-8').header('content-security-policy', PAGE_POLICY)
  return refusalPage(refusal, deps.config.shop.name)
}

function placesOf({ config }: Deps, request: FastifyRequest): Places {
  const again = `${config.baseUrl}${request.url}`
  const { mode, ratesBps } = config.tax
  return {
    frontUrl: config.frontUrl,
    again,
    inCountry(country) {
      const url = new URL(again)
      url.searchParams.set('country', country)
      return url.href
    },
    countries: mode === 'inclusive' || mode === 'exclusive' ? Object.keys(ratesBps) : [],
  }
}
