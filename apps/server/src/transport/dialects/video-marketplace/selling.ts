import type { Failure } from '@cashwrap/shared/contracts/failures'
import type { Result } from '@cashwrap/shared/result'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../../app/deps.ts'
import type { Actor } from '../../../modules/auth/index.ts'
import { beginSelling, openDashboard, showAccount } from '../../../modules/marketplace/index.ts'
import { readBearerActor } from '../../http/read-actor.ts'
import { withIdempotency } from '../../http/with-idempotency.ts'
import { readKey, refuse } from './answering.ts'
import { NO_TOKEN, refusalOf } from './video-marketplace.refusals.ts'
import { toBody } from './video-marketplace.wire.ts'

const words = (broken: string) => ({ product: 'Product', broken })

/** Makes the caller a seller, or takes them up where they left off. */
export const createConnectAccount = (deps: Deps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
  createOnce(deps, request, reply, {
    route: 'create-connect-account',
    broken: 'Failed to create connect account',
    create: (actor) => beginSelling(deps, actor, {}),
  })

export const createLoginLink = (deps: Deps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
  createOnce(deps, request, reply, {
    route: 'create-login-link',
    broken: 'Failed to create login link',
    create: (actor) => openDashboard(deps, actor, undefined),
  })

export async function answerAccountStatus(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const actor = await readBearerActor(deps, request)
  if (actor === null) return refuse(reply, NO_TOKEN)
  const account = await showAccount(deps, actor, undefined)
  if (!account.ok) return refuse(reply, refusalOf(account.failure, words('')))
  if (account.value === null) return refuse(reply, refusalOf({ kind: 'not-found', what: 'seller' }, words('')))
  const { accountId, chargesEnabled, payoutsEnabled, detailsSubmitted, requirementsDue } = account.value
  return reply.send({
    data: { accountId, chargesEnabled, payoutsEnabled, detailsSubmitted, requirementsDue },
    success: true,
  })
}

/** The same key gives the same answer: a link in it is good once, for minutes, and nothing else in it is secret. */
async function createOnce(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  work: { route: string; broken: string; create: (actor: Actor) => Promise<Result<unknown, Failure>> },
): Promise<FastifyReply> {
  const actor = await readBearerActor(deps, request)
  if (actor === null) return refuse(reply, NO_TOKEN)
  const key = readKey(request, actor, work.route)
  if (!key.ok) return refuse(reply, key.failure)
  const outcome = await withIdempotency(
    deps,
    { scope: key.value?.scope ?? '', key: key.value?.key ?? null, request: null },
    async () => {
      const created = await work.create(actor)
      if (created.ok) return { status: 200, body: { data: created.value, success: true } }
      const refusal = refusalOf(created.failure, words(work.broken))
      return { status: refusal.status, body: toBody(refusal) }
    },
  )
  if (!outcome.ok) return refuse(reply, refusalOf(outcome.failure, words(work.broken)))
  const { status, body, headers = {} } = outcome.value
  return reply.code(status).headers(headers).send(body)
}
