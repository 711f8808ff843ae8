import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { openSession } from '../support/shop.ts'
import { CARD_FORM, open, submit } from './buyer.ts'

let sandbox: TestSandbox

beforeAll(async () => {
  sandbox = await startTestSandbox()
})

afterAll(() => sandbox.close())

const BACK = 'https://shop.example/done?order=1'

const create = (params: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  sandbox.stripe.paymentIntents.create({ amount: 750, currency: 'jpy', description: '10 articles', ...params })
const pathOf = (intent: Stripe.PaymentIntent, returnUrl?: string) => {
  const query = new URLSearchParams({ client_secret: String(intent.client_secret) })
  if (returnUrl !== undefined) query.set('return_url', returnUrl)
  return `/_sandbox/payment_intents/${intent.id}?${query}`
}
const read = ({ id }: { id: string }) => sandbox.stripe.paymentIntents.retrieve(id)

describe('the page', () => {
  it('says how much and what for, escaped, and asks for a card and no address', async () => {
    const page = await open(sandbox, pathOf(await create({ description: 'Tama & <string>' })))
    expect(page.status).toBe(200)
    expect(page.html).toMatch(/<button[^>]*>Pay ¥750<\/button>/)
    expect(page.html).toContain('Tama &amp; &lt;string&gt;')
    expect(page.html).toContain('id="number"')
    expect(page.html).not.toContain('id="email"')
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe-inline')
    expect(page.html).not.toMatch(/<script(?![^>]*src=)|<style| style=| on[a-z]+=/)
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
  })

  it('opens to nobody without the client secret', async () => {
    const intent = await create()
    const bare = `/_sandbox/payment_intents/${intent.id}`
    for (const path of [bare, `${bare}?client_secret=no`, `${bare}/authenticate?client_secret=no`]) {
      expect((await open(sandbox, path)).status).toBe(404)
      expect((await submit(sandbox, path, { ...CARD_FORM, outcome: 'complete' })).status).toBe(404)
    }
    expect((await read(intent)).status).toBe('requires_payment_method')
  })

  it('fills in a test card without a script', async () => {
    const intent = await create()
    const [, link] = /href="([^"]*fill=4242424242424242)"/.exec((await open(sandbox, pathOf(intent))).html) ?? []
    const filled = await open(sandbox, (link ?? '').replaceAll('&amp;', '&'))
    expect(filled.html).toContain('value="4242 4242 4242 4242"')
  })

  it('sends the buyer of a checkout to its own page', async () => {
    const session = await openSession(sandbox.stripe)
    await sandbox.control('POST', `checkout/sessions/${session.id}/pay`, { card: '4000000000000002' })
    const { payment_intent: id } = await sandbox.stripe.checkout.sessions.retrieve(session.id)
    const intent = await read({ id: String(id) })
    expect((await open(sandbox, pathOf(intent))).location).toBe(`/c/pay/${session.id}`)
    await submit(sandbox, pathOf(intent), CARD_FORM)
    expect((await read(intent)).status).toBe('requires_payment_method')
  })

  it('is reachable from the overview, which leaves out what belongs to a checkout', async () => {
    const intent = await create({ description: 'From the overview' })
    const session = await openSession(sandbox.stripe)
    await sandbox.control('POST', `checkout/sessions/${session.id}/pay`)
    const { payment_intent: owned } = await sandbox.stripe.checkout.sessions.retrieve(session.id)
    const { html } = await open(sandbox, '/_sandbox')
    expect(html).toContain(`href="${pathOf(intent)}"`)
    expect(html).toContain('From the overview')
    expect(html).not.toContain(`/_sandbox/payment_intents/${String(owned)}`)
  })
})

describe('paying', () => {
  it('takes a good card, once, says so and leads back', async () => {
    const intent = await create({ receipt_email: 'mika@example.com' })
    const sent = await Promise.all([1, 2, 3].map(() => submit(sandbox, pathOf(intent, BACK), CARD_FORM)))
    expect(sent.map(({ status }) => status)).toEqual([303, 303, 303])
    const page = await open(sandbox, sent[0]?.location ?? '')
    expect(page.html).toContain('Payment received')
    const [, back] = /class="pay-button" href="([^"]*)"/.exec(page.html) ?? []
    const target = new URL((back ?? '').replaceAll('&amp;', '&'))
    expect(target.href.startsWith(BACK)).toBe(true)
    expect(target.searchParams.get('payment_intent')).toBe(intent.id)
    expect(target.searchParams.get('payment_intent_client_secret')).toBe(intent.client_secret)
    expect(target.searchParams.get('redirect_status')).toBe('succeeded')
    const { data } = await sandbox.stripe.charges.list({ payment_intent: intent.id })
    expect(data).toMatchObject([{ status: 'succeeded', billing_details: { name: 'Mika Example' } }])
  })

  it.each(['javascript:alert(1)', 'data:text/html,x', '//shop.example', 'nonsense'])(
    'leads nowhere when the way back is %s',
    async (returnUrl) => {
      const intent = await create()
      await submit(sandbox, pathOf(intent, returnUrl), CARD_FORM)
      const { html } = await open(sandbox, pathOf(intent, returnUrl))
      expect(html).toContain('Payment received')
      expect(html).not.toContain('pay-button')
    },
  )

  it('asks for what is missing, and says a decline at its field and again when the page is opened anew', async () => {
    const intent = await create()
    const empty = await submit(sandbox, pathOf(intent), { method: 'card' })
    expect(empty.html).toContain('Your card number is incomplete.')
    expect((await read(intent)).last_payment_error).toBeNull()

    const declined = await submit(sandbox, pathOf(intent), { ...CARD_FORM, number: '4000000000009995' })
    expect(declined.html).toMatch(/id="number"[^>]*aria-invalid="true"/)
    expect(declined.html).toContain('Your card has insufficient funds.')
    const anew = await open(sandbox, pathOf(intent))
    expect(anew.html).toContain('Your card has insufficient funds.')
    expect(anew.html).not.toContain('aria-invalid')
    await submit(sandbox, pathOf(intent), CARD_FORM)
    expect((await read(intent)).status).toBe('succeeded')
  })

  it.each([
    ['settles', 'Payment received', 'succeeded'],
    ['fails', 'did not have enough funds', 'requires_payment_method'],
  ])('a bank transfer that %s is on its way first', async (bankOutcome, sentence, status) => {
    const intent = await create()
    await submit(sandbox, pathOf(intent, BACK), { method: 'bank', bank_outcome: bankOutcome })
    const waiting = await open(sandbox, pathOf(intent, BACK))
    expect(waiting.html).toContain('Payment on its way')
    expect(waiting.html).toContain('redirect_status=pending')
    await sandbox.control('POST', 'clock/advance', { seconds: 31 })
    expect((await open(sandbox, pathOf(intent))).html).toContain(sentence)
    expect((await read(intent)).status).toBe(status)
  })

  it('takes no card for a canceled one', async () => {
    const intent = await create()
    await sandbox.stripe.paymentIntents.cancel(intent.id)
    await submit(sandbox, pathOf(intent), CARD_FORM)
    const { html } = await open(sandbox, pathOf(intent))
    expect(html).toContain('This payment was canceled')
    expect(html).not.toContain('<form')
    expect((await read(intent)).status).toBe('canceled')
  })
})

describe('3-D Secure', () => {
  const secure = { ...CARD_FORM, number: '4000002500003155' }

  async function asked(): Promise<{ intent: Stripe.PaymentIntent; path: string; html: string }> {
    const intent = await create()
    const page = await submit(sandbox, pathOf(intent, BACK), secure)
    const { location: path } = await open(sandbox, page.location ?? '')
    return { intent, path: path ?? '', html: (await open(sandbox, path ?? '')).html }
  }

  it('asks on the bank’s page and comes back with the way to the shop', async () => {
    const { intent, path, html } = await asked()
    expect(html).toContain('ending in 3155')
    expect(html).toContain('¥750')
    const { location } = await submit(sandbox, path, { outcome: 'complete' })
    expect((await open(sandbox, location ?? '')).html).toContain('redirect_status=succeeded')
    expect((await read(intent)).status).toBe('succeeded')
    expect((await open(sandbox, path)).location).toBe(pathOf(intent, BACK))
    await submit(sandbox, path, { outcome: 'fail' })
    expect((await read(intent)).status).toBe('succeeded')
  })

  it('charges nothing when refused, and takes another card', async () => {
    const { intent, path } = await asked()
    expect((await submit(sandbox, path, { outcome: 'perhaps' })).status).toBe(303)
    expect((await read(intent)).status).toBe('requires_action')
    const { location } = await submit(sandbox, path, { outcome: 'fail' })
    const page = await open(sandbox, location ?? '')
    expect(page.html).toContain('We are unable to authenticate your payment method.')
    await submit(sandbox, pathOf(intent), CARD_FORM)
    expect((await read(intent)).status).toBe('succeeded')
  })
})
