import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { systemActor } from '../../../src/modules/auth/index.ts'
import { disableSite, reopenRegistration } from '../../../src/modules/plugin-sites/index.ts'
import {
  API_TOKEN,
  INSTANCE_ID,
  INTENT_ID,
  SESSION_ID,
  STRONG_KEY,
} from '../../../src/transport/dialects/wordpress-plugin/example-parts.ts'
import { examples } from '../../../src/transport/dialects/wordpress-plugin/wordpress-plugin.examples.ts'
import type { Example } from '../../../src/transport/http/openapi/route-docs.ts'
import { clientHash } from '../../../src/transport/http/read-actor.ts'
import { type House, openHouse } from '../../support/house.ts'
import { replayExample, sendExample } from '../../support/replay-example.ts'
import { ask, type BareSite, credentialsOf, fromAnotherNetwork, registerBare, stockPackages } from './shops.ts'

const LIMITS = { register: 20, plugin: 100 }
let house: House
beforeAll(async () => {
  const RATE_LIMITS = `register=${LIMITS.register}/3600,plugin=${LIMITS.plugin}/60`
  house = await openHouse({ work: false, webhooks: false, env: { TRUST_PROXY: '127.0.0.1', RATE_LIMITS } })
  await stockPackages(house)
})
afterAll(() => house[Symbol.asyncDispose]())

type Name = keyof typeof examples
/** What the example's ids stand for in this run. */
type Names = Readonly<Record<string, string>>

let site: BareSite
let from: Record<string, string>
let undo: () => Promise<unknown>
beforeEach(async () => {
  from = fromAnotherNetwork()
  site = await registerBare(house)
  undo = async () => undefined
})

const operator = systemActor('test')
const siteId = async ({ instanceId }: BareSite) =>
  (
    await house.deps.db
      .selectFrom('plugin_sites')
      .select('id')
      .where('instance_id', '=', instanceId)
      .executeTakeFirstOrThrow()
  ).id
/** Sends the request of an example as a site, and gives what was answered. */
const send = async (name: Name, names: Names = {}, as: BareSite = site): Promise<Record<string, unknown>> =>
  (await sendExample(house.url, { request: filledIn(examples[name], { ...namesOf(as), ...names }) })).body as Record<
    string,
    unknown
  >

const used = async () => {
  expect(await send('the key of Stripe')).toMatchObject({ success: true })
  return undefined
}
const sessionOf = async (as = site): Promise<Names> => ({
  [SESSION_ID]: String((await send('a session', {}, as))['session_id']),
})
const intentOf = async (as = site): Promise<Names> => ({
  [INTENT_ID]: String((await send('an intent', {}, as))['payment_intent_id']),
})
const idIn = (names: Names): string => Object.values(names)[0] ?? ''
const paidSession = async () => {
  const names = await sessionOf()
  await house.sandbox.pay(idIn(names))
  return names
}
const paidIntent = async () => {
  const names = await intentOf()
  await house.sandbox.payIntent(idIn(names))
  return names
}
const isAway = async (operation: string) => {
  await house.sandbox.fault({ action: 'rate_limit', operation })
  undo = () => house.sandbox.clearFaults()
  return undefined
}
/** The same beside a Stripe account of the shop's own: then it is Stripe that is away, not nobody. */
const isAwayFromAccount = async (operation: string) => {
  await isAway(operation)
  return withStripe({ mode: 'test' })
}
const withStripe = async (settings: Partial<House['deps']['config']['stripe']>) => {
  const { stripe } = house.deps.config
  const before = { ...stripe }
  const undoOthers = undo
  Object.assign(stripe, settings)
  undo = async () => {
    Object.assign(stripe, before)
    await undoOthers()
  }
  return undefined
}
/** Its order is of another sum than what is paid for it. */
const paidOtherwise = async (names: Names, pay: (id: string) => Promise<unknown>) => {
  await house.deps.db
    .updateTable('orders')
    .set({ subtotal: sql`subtotal + 100`, total: sql`total + 100` })
    .where('id', '=', (eb) =>
      eb.selectFrom('stripe_checkout_sessions').select('order_id').where('session_id', '=', idIn(names)),
    )
    .execute()
  await pay(idIn(names))
  return names
}
/** Sells only these, until the test is over. */
const sellOnly = async (...externalIds: string[]) => {
  const set = (status: 'published' | 'draft', not: readonly string[]) =>
    house.deps.db
      .updateTable('products')
      .set({ status })
      .where('kind', '=', 'credit_package')
      .where('external_id', 'not in', [...not, ''])
      .execute()
  await set('draft', externalIds)
  undo = () => set('published', [])
  return undefined
}
const another = async () => ({ [INSTANCE_ID]: randomUUID() })
/** The same request with the same key is under way and not answered yet. */
const keyInUse = (name: Name) => async () => {
  await send(name)
  await house.deps.db
    .updateTable('idempotency_keys')
    .set({ answer: null })
    .where('scope', 'like', `%:site:${await siteId(site)}`)
    .execute()
  return undefined
}

/** The key of the examples was sent with another body before. */
const keyUsed = (path: string) => async () => {
  const headers = { ...credentialsOf(site), 'idempotency-key': 'click-42' }
  const body = {
    user_id: 8,
    user_email: 'bob@shop.example',
    credit_type: 'image',
    package_id: 'image_starter',
    amount: 300,
  }
  expect((await ask(house, 'POST', path, body, headers)).status).toBe(200)
  return undefined
}

/** What comes before a request; what it answers are the ids that the request names. */
const BEFORE: Partial<Record<Name, () => Promise<Names | undefined>>> = {
  registering: another,
  'registering again': used,
  'registering again, reopened': async () => {
    await used()
    expect(await reopenRegistration(house.deps, operator, { site: site.instanceId, minutes: 10 })).toMatchObject({
      ok: true,
    })
    return undefined
  },
  'registering too often': async () => {
    const key = clientHash(from['x-forwarded-for'] ?? '', house.deps.config.authSecret).toString('base64url')
    for (let i = 0; i < LIMITS.register; i++) await house.deps.rateLimits.take('register', key)
    return another()
  },
  'registering with a key used before': async () => {
    const headers = { ...from, 'idempotency-key': STRONG_KEY }
    const body = { instance_id: randomUUID(), site_url: 'https://shop.example', admin_email: 'owner@shop.example' }
    expect((await ask(house, 'POST', '/plugins/register', body, headers)).status).toBe(200)
    return another()
  },
  packages: () => sellOnly('article_starter', 'image_starter', 'rewrite_pro'),
  'no packages': () => sellOnly(),
  'credits that are used up': async () => {
    for (const [credit_type, amount] of [
      ['article', 3],
      ['image', 5],
    ]) {
      const body = { user_id: 7, credit_type, amount }
      expect((await ask(house, 'POST', '/users/deduct-credits', body, credentialsOf(site))).status).toBe(200)
    }
    return undefined
  },
  'deducting with a key used before': async () => {
    expect(await send('deducting with a key')).toMatchObject({ success: true })
    return undefined
  },
  'deducting with a key in use': keyInUse('deducting with a key in use'),
  'the key of Stripe, none set': () => withStripe({ publishableKey: null }),
  'a session, Stripe away': () => isAwayFromAccount('POST /v1/checkout/sessions'),
  'a session, nothing set up': () => isAway('POST /v1/checkout/sessions'),
  'a session with a key used before': keyUsed('/checkout/sessions'),
  'a session with a key in use': keyInUse('a session with a key in use'),
  'verifying a paid session': paidSession,
  'verifying again': async () => {
    const names = await paidSession()
    expect(await send('verifying a paid session', names)).toMatchObject({ success: true })
    return names
  },
  'verifying an unpaid session': () => sessionOf(),
  'verifying a session on its way': async () => {
    const names = await sessionOf()
    await house.sandbox.payDelayed(idIn(names), 'succeeds')
    return names
  },
  'verifying an expired session': async () => {
    const names = await sessionOf()
    await house.deps.gateway.expire(idIn(names))
    return names
  },
  'verifying the session of another site': async () => sessionOf(await registerBare(house)),
  'verifying an intent': () => intentOf(),
  'verifying, Stripe away': async () => {
    const names = await paidSession()
    await isAway('GET /v1/checkout/sessions/:id')
    return names
  },
  'verifying what is looked at': async () => paidOtherwise(await sessionOf(), (id) => house.sandbox.pay(id)),
  'an intent, Stripe away': () => isAwayFromAccount('POST /v1/payment_intents'),
  'an intent, nothing set up': () => isAway('POST /v1/payment_intents'),
  'an intent with a key used before': keyUsed('/payments/create-intent'),
  'confirming a paid intent': paidIntent,
  'confirming again': async () => {
    const names = await paidIntent()
    expect(await send('confirming a paid intent', names)).toMatchObject({ success: true })
    return names
  },
  'confirming an unpaid intent': () => intentOf(),
  'confirming an intent on its way': async () => {
    const names = await intentOf()
    await house.sandbox.payIntent(idIn(names), { delayed: 'succeeds' })
    return names
  },
  'confirming an intent that ended': async () => {
    const names = await intentOf()
    await house.deps.gateway.expire(idIn(names))
    return names
  },
  'confirming what is looked at': async () => paidOtherwise(await intentOf(), (id) => house.sandbox.payIntent(id)),
  'confirming the payment of another site': async () => intentOf(await registerBare(house)),
  'confirming for another user': paidIntent,
  'confirming another type': paidIntent,
  'confirming, Stripe away': async () => {
    const names = await paidIntent()
    await isAway('GET /v1/payment_intents/:id')
    return names
  },
}

/** For the calls of sites that are refused whatever they ask. */
async function beforeRefusal(name: Name): Promise<void> {
  if (name.endsWith(', disabled'))
    expect(await disableSite(house.deps, operator, { site: site.instanceId })).toMatchObject({ ok: true })
  if (name.endsWith(', too often')) {
    const id = await siteId(site)
    for (let i = 0; i < LIMITS.plugin; i++) await house.deps.rateLimits.take('plugin', id)
  }
}

const namesOf = ({ token, instanceId }: BareSite): Names => ({ [API_TOKEN]: token, [INSTANCE_ID]: instanceId })
function filledIn(example: Example, names: Names): Example['request'] {
  const text = Object.entries(names).reduce(
    (filled, [shown, real]) => filled.replaceAll(shown, real),
    JSON.stringify(example.request),
  )
  return JSON.parse(text) as Example['request']
}

it.each(Object.keys(examples) as Name[])('answers as documented: %s', async (name) => {
  const example: Example = examples[name]
  const found = await BEFORE[name]?.()
  await beforeRefusal(name)
  const names = { ...namesOf(site), ...found }
  try {
    const { status, headers } = await replayExample(house.url, { ...example, request: filledIn(example, names) }, from)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('set-cookie')).toBeNull()
    expect(headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null)
    if (status === 429) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    else expect(headers.get('retry-after')).toBeNull()
  } finally {
    await undo()
  }
})
