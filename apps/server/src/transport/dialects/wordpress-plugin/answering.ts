import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { SENTENCES } from '../../http/answer-errors.ts'
import { sentBody } from '../../http/sent-body.ts'
import type { Answer } from '../../http/with-idempotency.ts'
import { type Refusal, toBody } from './wordpress-plugin.wire.ts'

export const refusalAnswer = (refusal: Refusal): Answer => ({
  status: refusal.status,
  body: toBody(refusal),
  ...(refusal.retryAfterSeconds !== undefined && { headers: { 'retry-after': String(refusal.retryAfterSeconds) } }),
})

export function refuse(reply: FastifyReply, refusal: Refusal): FastifyReply {
  if (refusal.status === 401) reply.header('www-authenticate', 'Bearer')
  return send(reply, refusalAnswer(refusal))
}

export const send = (reply: FastifyReply, { status, body, headers = {} }: Answer): FastifyReply =>
  reply.code(status).headers(headers).send(body)

export const invalid = (message: string): Refusal => ({ status: 400, code: 'invalid_request', message })

const Fields = z.record(z.string(), z.unknown())
export type Fields = z.infer<typeof Fields>

/** The fields of the body; no body at all has none. */
export function sentFields(request: FastifyRequest): Result<Fields, Refusal> {
  const sent = sentBody(request)
  if (sent.kind === 'none') return ok({})
  const fields = Fields.safeParse(sent.kind === 'json' ? sent.value : null)
  return fields.success ? ok(fields.data) : fail(invalid(SENTENCES[400]))
}

/** What was sent, or the refusal that names each field that is missing, else each that is not usable. */
export function read<Schema extends z.ZodType>(schema: Schema, fields: Fields): Result<z.infer<Schema>, Refusal> {
  const parsed = schema.safeParse(fields)
  if (parsed.success) return ok(parsed.data)
  const names = [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))]
  const missing = names.filter((name) => isEmpty(fields[name]))
  return fail(
    invalid(
      missing.length > 0 ? `Missing required fields: ${missing.join(', ')}` : `Not usable fields: ${names.join(', ')}`,
    ),
  )
}

/** As PHP's `empty` has it, but for `'0'`. */
const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '' || value === 0
