import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Actor } from '../../../modules/auth/index.ts'
import { idempotencyCaller, readIdempotencyKey, WEAK_KEY } from '../../http/idempotency-key.ts'
import { sentBody } from '../../http/sent-body.ts'
import { MISSING } from './video-marketplace.refusals.ts'
import { type Refusal, toBody } from './video-marketplace.wire.ts'

export function refuse(reply: FastifyReply, refusal: Refusal): FastifyReply {
  if (refusal.status === 401) reply.header('www-authenticate', 'Bearer')
  return reply.code(refusal.status).send(toBody(refusal))
}

/** The caller's key, told apart by route and user; null without one. */
export function readKey(
  request: FastifyRequest,
  actor: Actor,
  route: string,
): Result<{ scope: string; key: string } | null, Refusal> {
  const key = readIdempotencyKey(request)
  if (!key.ok) return fail({ status: 400, message: key.failure })
  if (key.value === null) return ok(null)
  const caller = idempotencyCaller(actor, key.value)
  if (caller === null) return fail({ status: 400, message: WEAK_KEY })
  return ok({ scope: `video-marketplace.${route}:${caller}`, key: key.value })
}

const Fields = z.record(z.string(), z.unknown()).catch({})

/** The fields of the body; of what is no JSON object, none. */
export function sentFields(request: FastifyRequest): Record<string, unknown> {
  const sent = sentBody(request)
  return Fields.parse(sent.kind === 'json' ? sent.value : {})
}

/** What was sent, or the refusal that names each field that is missing or of the wrong type. */
export function read<Schema extends z.ZodType>(schema: Schema, sent: unknown): Result<z.infer<Schema>, Refusal> {
  const parsed = schema.safeParse(sent)
  if (parsed.success) return ok(parsed.data)
  const fields = [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))]
  return fail({ status: 400, message: MISSING, fields })
}
