import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../../app/deps.ts'
import { type Actor, siteActor } from '../../../modules/auth/index.ts'
import { type AuthenticatedSite, authenticateSite } from '../../../modules/plugin-sites/index.ts'
import { readIdempotencyKey } from '../../http/idempotency-key.ts'
import { type Answer, withIdempotency } from '../../http/with-idempotency.ts'
import { type Fields, invalid, refusalAnswer, refuse, send, sentFields } from './answering.ts'
import { refusalOf } from './wordpress-plugin.refusals.ts'
import type { Refusal } from './wordpress-plugin.wire.ts'

export interface SiteCall {
  site: AuthenticatedSite
  actor: Actor
  request: FastifyRequest
}
/** A call with a body, and a key if the site sent one. */
export interface SiteBody extends SiteCall {
  fields: Fields
  key: string | null
}

const UNAUTHORIZED: Refusal = { status: 401, code: 'unauthorized', message: 'Invalid API token or instance ID' }
const DISABLED: Refusal = { status: 403, code: 'site_disabled', message: 'This site has been disabled' }

/** A route that only a site may ask which shows token and instance id, and not too often. */
export const forSite =
  (deps: Deps, answer: (call: SiteCall) => Promise<Answer> | Answer) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const site = await readSiteCaller(deps, request)
    if (!site.ok) return refuse(reply, site.failure)
    const taken = await deps.rateLimits.take('plugin', site.value.id)
    if (!taken.ok) return refuse(reply, tooMany(taken.retryAfterSeconds))
    return send(reply, await answer({ site: site.value, actor: siteActor(site.value.id, request.id), request }))
  }

/** The same with a body, which is looked at when it is known who calls. */
export const forSiteWithBody = (deps: Deps, answer: (call: SiteBody) => Promise<Answer>) =>
  forSite(deps, async (call) => {
    const key = readIdempotencyKey(call.request)
    if (!key.ok) return refusalAnswer(invalid(key.failure))
    const fields = sentFields(call.request)
    return fields.ok ? answer({ ...call, fields: fields.value, key: key.value }) : refusalAnswer(fields.failure)
  })

/** The site that a call's credentials belong to. */
export async function readSiteCaller(
  deps: Deps,
  { headers }: FastifyRequest,
): Promise<Result<AuthenticatedSite, Refusal>> {
  const token = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
  const instanceId = headers['x-instance-id']
  if (token === undefined || typeof instanceId !== 'string') return fail(UNAUTHORIZED)
  const site = await authenticateSite(deps, { token, instanceId })
  return site.ok ? ok(site.value) : fail(site.failure.kind === 'site-disabled' ? DISABLED : UNAUTHORIZED)
}

export const tooMany = (retryAfterSeconds: number): Refusal => ({
  status: 429,
  code: 'rate_limit_exceeded',
  message: 'Too many requests. Try again later.',
  retryAfterSeconds,
})

/** Keys are told apart by route and site. */
export const scopeOf = (route: string, { site }: SiteCall): string => `wordpress-plugin.${route}:site:${site.id}`

/** Does the work of a call once per key. */
export async function once(deps: Deps, route: string, call: SiteBody, work: () => Promise<Answer>): Promise<Answer> {
  const outcome = await withIdempotency(
    deps,
    { scope: scopeOf(route, call), key: call.key, request: call.fields },
    work,
  )
  return outcome.ok ? outcome.value : refusalAnswer(refusalOf(outcome.failure))
}
