import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { StartFailure, sentenceOf } from './failure.ts'
import { SERVER_CLI } from './house.ts'
import { type Browser, DOCUMENTED, type DocumentedRequest, deviations } from './replay/documents.ts'
import { runningHouse } from './running-house.ts'
import { readSettings } from './settings.ts'

/**
 * `pnpm replay [--show]`: sends the example requests of the older systems' documents to the house that runs here, and says of
 * each whether it was answered as documented. It starts checkouts and pays nothing.
 */
const PRODUCT_IN_CART = 'prod_1'

try {
  const settings = readSettings(process.env)
  const env = runningHouse(settings.dataDir)
  if (!env) throw new StartFailure('No house runs here: say `npm start` first.')
  process.exitCode = (await replay(settings.baseUrl, env, process.argv.includes('--show'))) === 0 ? 0 : 1
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`)
  process.exitCode = 1
}

async function replay(baseUrl: string, env: NodeJS.ProcessEnv, show: boolean): Promise<number> {
  const caller = `replay-${randomBytes(4).toString('hex')}@example.com`
  const { stdout } = await promisify(execFile)(process.execPath, [SERVER_CLI, 'token', caller], { env })
  const token = stdout.trim()
  let failed = 0
  let site: Headers = {}
  for (const asked of DOCUMENTED) {
    const { status, answer } = await send(
      baseUrl,
      asked,
      asked.as === 'site' ? site : { authorization: `Bearer ${token}` },
    )
    site = credentialsIn(answer) ?? site
    const wrong = deviations(asked, status, answer)
    if (wrong.length > 0) failed++
    console.log(
      `${wrong.length === 0 ? '✓' : '✗'} ${asked.document}: ${asked.says} (${asked.method} ${asked.path}, ${status})`,
    )
    for (const deviation of wrong) console.log(`    ${deviation}`)
    if (show) console.log(`    sent     ${JSON.stringify(asked.body ?? null)}\n    answered ${JSON.stringify(answer)}`)
  }
  console.log(`\n${DOCUMENTED.length - failed} answered as documented, ${failed} not`)
  return failed
}

type Headers = Readonly<Record<string, string>>

/** What a site shows from now on, where an answer gave it. */
function credentialsIn(answer: unknown): Headers | null {
  const { api_token: token, instance_id: instanceId } = Object(answer)
  return token === undefined ? null : { authorization: `Bearer ${token}`, 'x-instance-id': String(instanceId) }
}

async function send(
  baseUrl: string,
  { method, path, body, as, headers }: DocumentedRequest,
  credentials: Headers,
): Promise<{ status: number; answer: unknown }> {
  const response = await fetch(new URL(path, baseUrl), {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...((as === 'token' || as === 'site') && credentials),
      ...(as !== undefined && as !== 'token' && as !== 'site' && { cookie: await openBrowser(baseUrl, as) }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: response.status, answer: await response.json().catch(() => null) }
}

/** The cookie of a new browser session, with its cart as it is wanted. */
async function openBrowser(baseUrl: string, wanted: Browser): Promise<string> {
  const productId = wanted === 'no cart' ? 'no-such-product' : PRODUCT_IN_CART
  const added = await fetch(new URL('/api/cart/items', baseUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ productId, quantity: 1 }),
  })
  const [cookie] =
    added.headers
      .getSetCookie()
      .find((one) => one.startsWith('session_id='))
      ?.split(';') ?? []
  if (cookie === undefined) throw new StartFailure(`No browser session begins: the shop answered ${added.status}.`)
  if (wanted === 'no cart') return cookie
  if (!added.ok) throw new StartFailure(`Nothing could be put into a cart: the shop answered ${added.status}.`)
  if (wanted === 'emptied cart') {
    const { cart } = (await added.json()) as { cart: { lines: { id: string }[] } }
    for (const { id } of cart.lines)
      await fetch(new URL(`/api/cart/items/${id}`, baseUrl), { method: 'DELETE', headers: { cookie } })
  }
  return cookie
}
