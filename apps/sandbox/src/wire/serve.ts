import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Call, Sandbox } from '../context.ts'
import { API_VERSION } from './api-version.ts'
import { authenticate, checkVersion } from './authenticate.ts'
import { type Endpoint, type ForBuyers, KeptFailure } from './endpoint.ts'
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

/** A page of the shop asks from the shop's own address. Only what a publishable key may see is readable there. */
const READABLE_BY_ANY_PAGE = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Request-Id, Stripe-Version, Idempotent-Replayed',
}
const PREFLIGHT = {
  'access-control-allow-headers': 'authorization, content-type, idempotency-key, stripe-account, stripe-version',
  'access-control-allow-methods': 'GET, POST',
  'access-control-max-age': '300',
}

/** Serves one operation: who asks, faults, parameters, idempotency, the work in one transaction, the answer. */
export function serveEndpoint(sandbox: Sandbox, endpoint: Endpoint, keysInFlight: Set<string>): Handler {
  return async (request, reply) => {
    const requestId = ids.request()
    const key = endpoint.method === 'POST' ? header(request, 'idempotency-key') : null
    const query = request.url.indexOf('?')
    const path = query < 0 ? request.url : request.url.slice(0, query)
    const text = paramsText(endpoint.method, query < 0 ? '' : request.url.slice(query + 1), bodyText(request))
    const account = header(request, 'stripe-account') ?? ''
    let keyed: KeyedCall | null = null
    let flight = ''
    let buyer: ForBuyers | undefined

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
      if (account !== '') reply.header('stripe-account', account)
      if (buyer) reply.headers(READABLE_BY_ANY_PAGE)
      return reply.code(answer.status).headers(answer.headers).type('application/json').send(answer.body)
    }

    const presented = (answer: object) => buyer?.present(answer) ?? answer

    let isOwnFlight = false
    try {
      const raw = parseForm(text)
      const caller = authenticate(request.headers, endpoint.forBuyers && { keyParam: raw?.key })
      if (caller === 'buyer') {
        buyer = endpoint.forBuyers
        delete raw?.key
      }
      const call: Call = { sandbox, store: sandbox.store, account, requestId, idempotencyKey: key, caller }
      if (key !== null) {
        // A buyer's keys are their own: under the shop's they would be told what the shop was.
        const owner = caller === 'buyer' ? `${account} buyer` : account
        keyed = { account: owner, key, operation: path, fingerprint: fingerprintOf(path, text) }
        flight = `${owner}\n${key}`
      }
      checkVersion(request.headers)
      sandbox.timers.runDue()
      if (account !== '') requireAccount(call, account)
      const fault = sandbox.faults.strikeApi(endpoint.operation)
      if (fault?.action === 'rate_limit') throw rateLimited(fault.code)
      const prepared = endpoint.prepare(call, wellFormed(raw), pathIdsOf(request))
      if (buyer) refuseExpanding(prepared.expand, buyer)
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
          if (keyed && fault.stored) keep(sandbox, keyed, failureAnswer(failure, requestId, buyer), requestId)
          throw failure
        }
      }
      const answer = sandbox.store.transaction(() => {
        const result = prepared.run()
        const done: Answer =
          result instanceof KeptFailure
            ? failureAnswer(new StripeFailure(result.status, result.body), requestId, buyer)
            : { status: 200, body: JSON.stringify(presented(expandPaths(call, result, prepared.expand))), headers: {} }
        const kept =
          fault?.action === 'server_error' && fault.stored ? failureAnswer(serverError(true), requestId, buyer) : done
        if (keyed) keep(sandbox, keyed, kept, requestId)
        log(fault?.action === 'time_out' ? null : fault?.action === 'server_error' ? 500 : done.status)
        return done
      })
      if (fault?.action === 'time_out') return await cutConnection(request, reply, fault.seconds)
      if (fault?.action === 'server_error') throw serverError(fault.stored)
      return send(answer)
    } catch (error) {
      const failure = error instanceof StripeFailure ? error : unexpected(sandbox, error)
      const answer = failureAnswer(failure, requestId, buyer)
      // What was refused after the work had begun is this key's answer from now on.
      if (keyed && isOwnFlight && !failure.isValidation) keep(sandbox, keyed, answer, requestId)
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

/** What a preflight of a browser is told, where a buyer's page may call. */
export function answerPreflight(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.code(204).headers(READABLE_BY_ANY_PAGE).headers(PREFLIGHT).send()
}

function keep(sandbox: Sandbox, keyed: KeyedCall, answer: Answer, requestId: string): void {
  storeAnswer(sandbox.store, keyed, { status: answer.status, body: answer.body, requestId }, sandbox.clock.now())
}

function failureAnswer(failure: StripeFailure, requestId: string, buyer?: ForBuyers): Answer {
  const { payment_intent: intent, payment_method: method, ...said } = failure.body
  const present = (object: object) => buyer?.present(object) ?? object
  const error = {
    ...said,
    ...(intent === undefined ? {} : { payment_intent: present(intent) }),
    ...(method === undefined ? {} : { payment_method: present(method) }),
    request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}`,
  }
  return { status: failure.status, body: JSON.stringify({ error }), headers: failure.headers }
}

function refuseExpanding(paths: readonly string[], buyer: ForBuyers): void {
  const path = paths.find((wanted) => !buyer.expandable.includes(wanted))
  if (path !== undefined) throw invalidParameter(`This property cannot be expanded (${path}).`, 'expand')
}

function wellFormed(raw: RawParams | undefined): RawParams {
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

/** Deletions may carry their parameters either way; the SDK puts them into the address. */
function paramsText(method: Endpoint['method'], query: string, body: string): string {
  if (method === 'DELETE') return [query, body].filter((part) => part !== '').join('&')
  return method === 'GET' ? query : body
}

function pathIdsOf(request: FastifyRequest): Record<string, string> {
  const params: unknown = request.params
  if (typeof params !== 'object' || params === null) return {}
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]))
}
