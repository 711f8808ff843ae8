import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Call, Sandbox } from '../context.ts'
import { API_VERSION } from './api-version.ts'
import { authenticate, checkVersion } from './authenticate.ts'
import { type Endpoint, KeptFailure } from './endpoint.ts'
import { invalidParameter, StripeFailure } from './errors.ts'
import { expandPaths } from './expand.ts'
import { requireAccount } from './find-account.ts'
import { parseForm, type RawParams } from './form-encoding.ts'
import {
  findStoredAnswer,
  fingerprintOf,
  type KeyedCall,
  keyInUse,
  type StoredAnswer,
  storeAnswer,
} from './idempotency.ts'
import { ids } from './ids.ts'
import { logRequest } from './request-log.ts'

type Answer = { status: number; body: string; headers: Record<string, string>; replayOf?: string }
type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

const HOLD_SECONDS = 1

/** Serves one operation: who asks, faults, parameters, idempotency, the work in one transaction, the answer. */
export function serveEndpoint(sandbox: Sandbox, endpoint: Endpoint, keysInFlight: Set<string>): Handler {
  return async (request, reply) => {
    const requestId = ids.request()
    const key = endpoint.method === 'POST' ? header(request, 'idempotency-key') : null
    const call: Call = {
      sandbox,
      store: sandbox.store,
      account: header(request, 'stripe-account') ?? '',
      requestId,
      idempotencyKey: key,
    }
    const query = request.url.indexOf('?')
    const path = query < 0 ? request.url : request.url.slice(0, query)
    const text = endpoint.method === 'GET' ? (query < 0 ? '' : request.url.slice(query + 1)) : bodyText(request)
    const keyed: KeyedCall | null =
      key === null ? null : { account: call.account, key, operation: path, fingerprint: fingerprintOf(path, text) }
    const flight = `${call.account}\n${key}`

    let isLogged = false
    const log = (status: number | null, replayed = false) => {
      if (isLogged) return
      isLogged = true
      logRequest(sandbox.store, {
        id: requestId,
        method: endpoint.method,
        path,
        operation: endpoint.operation,
        idempotency_key: key,
        replayed,
        status,
        created: sandbox.clock.now(),
      })
    }
    const send = (answer: Answer): FastifyReply => {
      reply.header('request-id', requestId).header('stripe-version', API_VERSION)
      if (key !== null) reply.header('idempotency-key', key).header('original-request', answer.replayOf ?? requestId)
      if (answer.replayOf !== undefined) reply.header('idempotent-replayed', 'true')
      if (call.account !== '') reply.header('stripe-account', call.account)
      return reply.code(answer.status).headers(answer.headers).type('application/json').send(answer.body)
    }

    let isOwnFlight = false
    try {
      authenticate(request.headers)
      checkVersion(request.headers)
      sandbox.timers.runDue()
      if (call.account !== '') requireAccount(call, call.account)
      const fault = sandbox.faults.strikeApi(endpoint.operation)
      if (fault?.action === 'rate_limit') throw rateLimited(fault.code)
      const prepared = endpoint.prepare(call, readRaw(text), pathIdsOf(request))
      if (keyed) {
        if (keysInFlight.has(flight)) throw keyInUse(keyed.key)
        const stored = findStoredAnswer(sandbox.store, keyed, sandbox.clock.now())
        if (stored) {
          log(stored.status, true)
          return send(replayOf(stored))
        }
        keysInFlight.add(flight)
        isOwnFlight = true
      }
      if (fault?.action === 'delay_request') await sleep((fault.seconds ?? HOLD_SECONDS) * 1000)
      if (fault?.when === 'before_commit') {
        if (fault.action === 'time_out') {
          log(null)
          return await cutConnection(request, reply, fault.seconds)
        }
        if (fault.action === 'server_error') {
          const failure = serverError(fault.stored)
          if (keyed && fault.stored) keep(call, keyed, failureAnswer(failure, requestId), requestId)
          throw failure
        }
      }
      const answer = sandbox.store.transaction(() => {
        const result = prepared.run()
        const done: Answer =
          result instanceof KeptFailure
            ? failureAnswer(new StripeFailure(result.status, result.body), requestId)
            : { status: 200, body: JSON.stringify(expandPaths(call, result, prepared.expand)), headers: {} }
        const kept =
          fault?.action === 'server_error' && fault.stored ? failureAnswer(serverError(true), requestId) : done
        if (keyed) keep(call, keyed, kept, requestId)
        log(fault?.action === 'time_out' ? null : fault?.action === 'server_error' ? 500 : done.status)
        return done
      })
      if (fault?.action === 'time_out') return await cutConnection(request, reply, fault.seconds)
      if (fault?.action === 'server_error') throw serverError(fault.stored)
      return send(answer)
    } catch (error) {
      const failure = error instanceof StripeFailure ? error : unexpected(sandbox, error)
      const answer = failureAnswer(failure, requestId)
      // What was refused after the work had begun is this key's answer from now on.
      if (keyed && isOwnFlight && !failure.isValidation) keep(call, keyed, answer, requestId)
      log(answer.status)
      return send(answer)
    } finally {
      if (isOwnFlight) keysInFlight.delete(flight)
    }
  }
}

/** Stripe's answer to an address it does not know. */
export function unknownUrl(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = request.url.split('?', 1)[0] ?? request.url
  const failure = new StripeFailure(404, {
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${request.method}: ${path}). If you are trying to list objects, remove the trailing slash. If you are trying to retrieve an object, make sure you passed a valid (non-empty) identifier in your code. Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
  })
  const requestId = ids.request()
  return reply
    .code(404)
    .header('request-id', requestId)
    .type('application/json')
    .send(failureAnswer(failure, requestId).body)
}

/** A replayed 500 stays one, so asking again is of no use. */
function replayOf(stored: StoredAnswer): Answer {
  const headers: Record<string, string> = stored.status >= 500 ? { 'stripe-should-retry': 'false' } : {}
  return { status: stored.status, body: stored.body, headers, replayOf: stored.requestId }
}

function keep(call: Call, keyed: KeyedCall, answer: Answer, requestId: string): void {
  storeAnswer(call.store, keyed, { status: answer.status, body: answer.body, requestId }, call.sandbox.clock.now())
}

function failureAnswer(failure: StripeFailure, requestId: string): Answer {
  const error = { ...failure.body, request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}` }
  return { status: failure.status, body: JSON.stringify({ error }), headers: failure.headers }
}

function readRaw(text: string): RawParams {
  const raw = parseForm(text)
  if (!raw) throw invalidParameter('Invalid request: the parameters are not well-formed.')
  return raw
}

async function cutConnection(
  request: FastifyRequest,
  reply: FastifyReply,
  seconds = HOLD_SECONDS,
): Promise<FastifyReply> {
  reply.hijack()
  await sleep(seconds * 1000)
  request.raw.socket.destroy()
  return reply
}

function rateLimited(code: 'rate_limit' | 'lock_timeout'): StripeFailure {
  return code === 'lock_timeout'
    ? new StripeFailure(
        429,
        {
          type: 'invalid_request_error',
          code,
          message:
            'This object cannot be accessed right now because another API request or Stripe process is currently accessing it. If you see this error intermittently, retry the request. If you see this error frequently and are making multiple concurrent requests to a single object, make your requests serially or at a lower rate.',
        },
        { isValidation: true, headers: { 'stripe-should-retry': 'true' } },
      )
    : new StripeFailure(
        429,
        {
          type: 'rate_limit_error',
          code,
          message: 'Request rate limit exceeded. Learn more about rate limits at https://stripe.com/docs/rate-limits.',
        },
        { isValidation: true, headers: { 'stripe-rate-limited-reason': 'global-rate' } },
      )
}

/** A stored 500 would only be replayed, so Stripe asks not to retry it. */
function serverError(isStored: boolean): StripeFailure {
  return new StripeFailure(
    500,
    { type: 'api_error', message: 'An unknown error occurred while processing your request.' },
    { isValidation: true, headers: { 'stripe-should-retry': isStored ? 'false' : 'true' } },
  )
}

function unexpected(sandbox: Sandbox, error: unknown): StripeFailure {
  sandbox.log.error({ err: error }, 'the sandbox failed')
  return new StripeFailure(
    500,
    { type: 'api_error', message: `The sandbox failed: ${error instanceof Error ? error.message : String(error)}` },
    { isValidation: true },
  )
}

function header(request: FastifyRequest, name: string): string | null {
  const value = request.headers[name]
  return typeof value === 'string' && value !== '' ? value : null
}

function bodyText(request: FastifyRequest): string {
  return typeof request.body === 'string' ? request.body : ''
}

function pathIdsOf(request: FastifyRequest): Record<string, string> {
  const params: unknown = request.params
  if (typeof params !== 'object' || params === null) return {}
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]))
}
