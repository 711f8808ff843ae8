import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { SENTENCES } from '../../http/answer-errors.ts'
import { type SentBody, sentBody } from '../../http/sent-body.ts'

/** What a body says, or the sentence about its first fault. One that is no JSON object counts as empty. */
export function readBody<Shape extends z.ZodObject>(
  shape: Shape,
  request: FastifyRequest,
): Result<z.output<Shape>, string> {
  const parsed = shape.safeParse(asObject(sentBody(request)))
  return parsed.success ? ok(parsed.data) : fail(parsed.error.issues[0]?.message ?? SENTENCES[400])
}

export const asObject = (sent: SentBody): object =>
  sent.kind === 'json' && typeof sent.value === 'object' && sent.value !== null && !Array.isArray(sent.value)
    ? sent.value
    : {}
