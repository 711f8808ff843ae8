import type { FastifyReply, FastifyRequest } from 'fastify'
import { ThrownFailure } from '../../platform/thrown-failure.ts'
import { HTTP_STATUS } from './failure-to-http.ts'

/** What callers are told by status, where nobody knows better. */
export const SENTENCES = {
  400: 'The request could not be read. Nothing was changed.',
  403: 'This is not allowed.',
  404: 'There is nothing at this address.',
  405: 'This address does not take this method.',
  413: 'The request is larger than this server takes. Nothing was changed.',
  415: 'The request is not in a form this server reads. Send JSON.',
  429: 'Too many requests. Try again later.',
  500: 'Something went wrong on our side. Nothing was charged by this request.',
  503: 'This cannot be done right now. Try again in a moment.',
} as const
const BY_STATUS: Readonly<Record<number, string>> = SENTENCES

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a caller of this route is told, with 500, when it breaks. */
    crashSentence?: string
  }
}

/**
 * The error handler of a scope: refused requests get their status and a sentence, what is broken is logged with the request's
 * id and tells nothing but that it broke. The body is the scope's own.
 */
export function answerErrors(toBody: (status: number, sentence: string, request: FastifyRequest) => unknown) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const status = statusOf(error)
    if (status < 500) return reply.code(status).send(toBody(status, BY_STATUS[status] ?? SENTENCES[400], request))
    request.log.error({ err: error }, 'request failed')
    const { crashSentence } = request.routeOptions.config
    if (crashSentence === undefined && error instanceof ThrownFailure) {
      const unable = HTTP_STATUS[error.failure.kind]
      return reply.code(unable).send(toBody(unable, BY_STATUS[unable] ?? SENTENCES[503], request))
    }
    return reply.code(500).send(toBody(500, crashSentence ?? SENTENCES[500], request))
  }
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : null
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500
}
