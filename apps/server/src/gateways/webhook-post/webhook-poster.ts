import { Agent, type Dispatcher, request } from 'undici'
import type { PostOutcome, WebhookPost, WebhookPoster } from '../../modules/webhooks-out/index.ts'
import { guardedConnector, type Resolve } from './guarded-connector.ts'
import { allowedHosts, refusalOfUrl } from './url-form.ts'

/** No more of an answer is read, whatever is left of it. */
const MAX_ANSWER_BYTES = 64 * 1024

export interface PosterOptions {
  /** `host` or `host:port`, as they stand in an address: they may be anywhere, and need no https. */
  allowedHosts: readonly string[]
  resolve?: Resolve
}

/** Posts by HTTP/1.1, on a connection of its own for each request, so that each is looked at; follows no redirect. */
export function createWebhookPoster({ allowedHosts: hosts, resolve }: PosterOptions): WebhookPoster & AsyncDisposable {
  const isAllowed = allowedHosts(hosts)
  const agent = new Agent({ connect: guardedConnector(isAllowed, resolve) })
  return {
    refusalOf: (url, to) => refusalOfUrl(url, to, isAllowed),
    async post(wanted) {
      const begin = performance.now()
      const outcome = (rest: Unmeasured): PostOutcome => ({
        ...rest,
        durationMs: Math.round(performance.now() - begin),
      })
      const refusal = refusalOfUrl(wanted.url, wanted.to, isAllowed)
      if (refusal !== null) return outcome({ kind: 'unanswered', error: `refused: the address ${refusal}` })
      const timeout = AbortSignal.timeout(wanted.timeoutMs)
      try {
        return outcome(await send(agent, wanted, timeout))
      } catch (error) {
        return outcome({ kind: 'unanswered', error: timeout.aborted ? 'timed out' : reasonOf(error) })
      }
    },
    [Symbol.asyncDispose]: () => agent.destroy(),
  }
}

type Unmeasured = PostOutcome extends infer Outcome
  ? Outcome extends PostOutcome
    ? Omit<Outcome, 'durationMs'>
    : never
  : never

async function send(
  agent: Agent,
  { url, headers, body, timeoutMs }: WebhookPost,
  signal: AbortSignal,
): Promise<Unmeasured> {
  const answer = await request(url, {
    dispatcher: agent,
    method: 'POST',
    headers: { ...headers },
    body,
    reset: true,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    signal,
  })
  return {
    kind: 'answered',
    status: answer.statusCode,
    headers: flat(answer.headers),
    body: await readSome(answer.body),
  }
}

/** What there is of the body up to a limit, as text that can be stored. */
async function readSome(body: Dispatcher.ResponseData['body']): Promise<string> {
  const parts: Buffer[] = []
  let left = MAX_ANSWER_BYTES
  for await (const part of body) {
    if (!Buffer.isBuffer(part)) continue
    parts.push(part.subarray(0, left))
    left -= part.length
    if (left <= 0) break
  }
  return Buffer.concat(parts).toString('utf8').replaceAll('\0', '\uFFFD')
}

const flat = (headers: Dispatcher.ResponseData['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name !== 'set-cookie')
      .map(([name, value]) => [name, [value ?? []].flat().join(', ')]),
  )

/** What went wrong in words that an operator can look up; never the address itself. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  return code === 'REFUSED_ADDRESS' ? `refused: ${error.message}` : code
}
