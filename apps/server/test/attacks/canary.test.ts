import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type House, openHouse, WEBHOOK_SECRET } from '../support/house.ts'
import { Shopper } from '../support/shopper.ts'
import { until } from '../support/until.ts'

const MAIN = fileURLToPath(new URL('../../src/main.server.ts', import.meta.url))
const AUTH_SECRET = 'canary-auth-secret-that-no-log-may-hold'
const CARD = '4000000000000002'
const PHONE = '+819087654321'
/** The sandbox's WhatsApp refuses it for good. */
const REFUSED_PHONE = '+15550131030'

let house: House
let server: ChildProcess
let printed = ''
let url = ''
beforeAll(async () => {
  house = await openHouse({ work: false, webhooks: false })
  server = spawn(process.execPath, [MAIN], {
    env: { ...process.env, ...house.env, AUTH_SECRET, LOG_LEVEL: 'trace', SWEEP_SECONDS: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [server.stdout, server.stderr])
    stream?.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
    })
  url = await until('the server is up', async () => /"ready":true,"url":"([^"]+)"/.exec(printed)?.[1])
  await house.sandbox.plantWebhooks(`${url}/api/stripe/webhook`, {
    account: WEBHOOK_SECRET,
    connect: `${WEBHOOK_SECRET}_connect`,
  })
})
afterAll(async () => {
  const ended = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGTERM')
  await ended
  await house[Symbol.asyncDispose]()
})

it('the most talkative log of a purchase, its refusals and a sign-in holds ids and nothing personal or secret', async () => {
  const shopper = new Shopper(url, 'canary.bird@personal-data.test')
  await shopper.fill('course', 'sheets', 'workshop')
  const { sessionId, orderId, url: payUrl } = await shopper.startPayable({ key: 'canary-idempotency-key' })
  await house.sandbox.pay(sessionId, CARD)
  await house.sandbox.pay(sessionId, undefined, PHONE)
  await until('it is paid', async () => (await shopper.status(sessionId)).stage === 'paid')
  const [receipt] = await until('the receipt arrives', async () => {
    const mails = await house.sandbox.mail(shopper.email)
    return mails.length > 0 && mails
  })
  const code = /\b\d{6}\b/.exec(receipt?.text ?? '')?.[0] ?? ''
  const token = /#token=([\w-]+)/.exec(receipt?.text ?? '')?.[1] ?? ''
  expect([code, token]).toEqual([expect.stringMatching(/^\d{6}$/), expect.stringMatching(/^[\w-]{43}$/)])
  const wrong = code === '000000' ? '000001' : '000000'
  await shopper.mutate('auth.signInWithCode', { email: shopper.email, code: wrong })
  expect((await shopper.mutate('auth.signInWithCode', { email: shopper.email, code })).ok).toBe(true)
  await shopper.mutate('auth.signInWithLink', { token })
  expect((await shopper.query('library.list')).ok).toBe(true)

  const [confirmation] = await until('the seat is confirmed', async () => {
    const messages = await house.sandbox.whatsapp(PHONE)
    return messages.length > 0 && messages
  })
  expect(confirmation?.text).toContain('Kyoto')

  // What is refused, and what breaks.
  const unreachable = new Shopper(url, 'canary.too@personal-data.test')
  await unreachable.fill('workshop')
  await house.sandbox.pay((await unreachable.startPayable()).sessionId, undefined, REFUSED_PHONE)
  await until('the log tells of it', async () => printed.includes('WhatsApp refused 131030'))
  const send = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
  await send('/trpc/checkout.start', `{"email":"${shopper.email}","card":"${CARD}"`)
  await send('/trpc/auth.requestSignIn', JSON.stringify({ email: shopper.email, note: 'canary-note' }))
  await send('/api/stripe/webhook', JSON.stringify({ email: shopper.email }), {
    'stripe-signature': 't=1,v1=canary-forged',
  })
  await fetch(`${url}/downloads/canary-key?signature=canary-signature`)
  await fetch(`${url}/nowhere?email=${shopper.email}`, { headers: { cookie: 'cashwrap=canary-cookie-of-somebody' } })
  await house.deps.db.schema.alterTable('sign_in_challenges').renameTo('sign_in_challenges_away').execute()
  const broken = await send('/trpc/auth.requestSignIn', JSON.stringify({ email: shopper.email }))
  await house.deps.db.schema.alterTable('sign_in_challenges_away').renameTo('sign_in_challenges').execute()
  const answer = await broken.text()
  expect(broken.status).toBe(500)
  expect(answer).not.toMatch(/sign_in_challenges|\.ts:|relation/)

  const requestId = broken.headers.get('x-request-id') ?? ''
  await until('the log tells of it', async () => printed.includes(requestId) && printed.includes('procedure failed'))
  expect(printed).toContain(orderId)
  const cookies = shopper.cookieValues()
  expect(cookies).toHaveLength(2)
  const canaries = {
    address: shopper.email,
    name: 'canary',
    code: `"${code}"`,
    token,
    card: CARD,
    phone: PHONE.slice(1),
    phoneInMessageId: Buffer.from(PHONE.slice(1)).toString('base64'),
    refusedPhone: REFUSED_PHONE.slice(1),
    place: 'Kyoto',
    whatsappToken: 'sandbox-token',
    otherCard: '4242424242424242',
    payUrl,
    stripeKey: 'sk_test',
    webhookSecret: 'whsec_',
    authSecret: AUTH_SECRET,
    database: new URL(house.database.url).password || house.database.url,
    ...Object.fromEntries(cookies.map((value, index) => [`cookie ${index}`, value])),
  }
  for (const [what, canary] of Object.entries(canaries))
    expect({ what, lines: printed.split('\n').filter((line) => line.includes(canary)) }).toEqual({ what, lines: [] })
  for (const line of printed.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow()
})
