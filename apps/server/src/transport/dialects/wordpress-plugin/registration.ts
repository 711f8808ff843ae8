import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../../app/deps.ts'
import type { Actor } from '../../../modules/auth/index.ts'
import { type RegisteredSite, type RegisterSiteFailure, registerSite } from '../../../modules/plugin-sites/index.ts'
import { idempotencyCaller, readIdempotencyKey, WEAK_KEY } from '../../http/idempotency-key.ts'
import { clientHash } from '../../http/read-actor.ts'
import { type Answer, withIdempotency } from '../../http/with-idempotency.ts'
import { type Fields, invalid, read, refusalAnswer, refuse, send, sentFields } from './answering.ts'
import { tooMany } from './for-site.ts'
import { fromSiteFields, toSiteField } from './site-fields.ts'
import { refusalOf } from './wordpress-plugin.refusals.ts'
import { type Refusal, RegisterSite } from './wordpress-plugin.wire.ts'

const ALREADY_REGISTERED: Refusal = {
  status: 409,
  code: 'already_registered',
  message: 'This site is already registered',
}

/** A failure that is not to be kept under the caller's key. */
class NotKept extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

/**
 * `POST /plugins/register`. A key gives the same credentials again, though none are kept with its answer: they are made of the
 * key, and given as long as nobody has used them.
 */
export async function answerRegistration(
  deps: Deps,
  actor: Actor,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const fields = sentFields(request)
  if (!fields.ok) return refuse(reply, fields.failure)
  const complete = read(RegisterSite, fields.value)
  if (!complete.ok) return refuse(reply, complete.failure)
  const key = readIdempotencyKey(request)
  if (!key.ok) return refuse(reply, invalid(key.failure))
  if (key.value !== null && idempotencyCaller(actor, key.value) === null) return refuse(reply, invalid(WEAK_KEY))

  const register = () =>
    registerSite(deps, actor, {
      sent: fromSiteFields(fields.value),
      clientHash: clientHash(request.ip, deps.config.authSecret),
      seed: key.value,
    })
  try {
    return send(reply, await registerOnce(deps, key.value, fields.value, register))
  } catch (error) {
    if (error instanceof NotKept) return refuse(reply, error.refusal)
    throw error
  }
}

async function registerOnce(
  deps: Deps,
  key: string | null,
  fields: Fields,
  register: () => ReturnType<typeof registerSite>,
): Promise<Answer> {
  const given: { site: RegisteredSite | null } = { site: null }
  /** Leaves out what must not be kept under a key. */
  const registration = async (): Promise<Answer> => {
    const outcome = await register()
    if (!outcome.ok) return refusalAnswer(toRefusal(outcome.failure))
    given.site = outcome.value
    return { status: 200, body: null }
  }
  const scope = 'wordpress-plugin.register:anyone'
  const outcome = await withIdempotency(deps, { scope, key, request: fields }, registration)
  if (!outcome.ok) return refusalAnswer(refusalOf(outcome.failure))
  const answer = outcome.value
  const isRepeat = answer.status === 200 && given.site === null
  const refused = isRepeat ? await registration() : answer
  return given.site === null ? refused : { ...answer, body: credentialsBody(given.site) }
}

const credentialsBody = ({ token, webhookSecret, instanceId }: RegisteredSite) => ({
  success: true,
  api_token: token,
  instance_id: instanceId,
  webhook_secret: webhookSecret,
  status: 'registered',
  message: 'Plugin registered successfully',
})

function toRefusal(failure: RegisterSiteFailure): Refusal {
  switch (failure.kind) {
    case 'already-registered':
      return ALREADY_REGISTERED
    case 'rate-limited':
      throw new NotKept(tooMany(failure.retryAfterSeconds))
    case 'invalid-input':
      return invalid(`Not usable fields: ${failure.fields.map(({ path }) => toSiteField(path)).join(', ')}`)
  }
}
