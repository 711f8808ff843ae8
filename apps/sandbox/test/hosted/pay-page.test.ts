import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { createPrice, openSession } from '../support/shop.ts'
import { CARD_FORM, open, submit } from './buyer.ts'
import { startSlowShop } from './slow-shop.ts'

let sandbox: TestSandbox

beforeAll(async () => {
  sandbox = await startTestSandbox()
})

afterAll(async () => {
  await sandbox.close()
})

const pathOf = (session: { id: string }) => `/c/pay/${session.id}`
const statusOf = async (id: string) => (await sandbox.stripe.checkout.sessions.retrieve(id)).status

describe('the page', () => {
  it('names the shop, the lines and every sum, and has the total on the button', async () => {
    const { stripe } = sandbox
    const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'once' })
    const product = await stripe.products.create({
      name: 'Tama & <string>',
      description: 'Two meters',
      images: ['https://shop.example/tama.png'],
    })
    const price = await stripe.prices.create({ product: product.id, unit_amount: 1250, currency: 'usd' })
    const session = await openSession(stripe, {
      line_items: [{ price: price.id, quantity: 4 }],
      discounts: [{ coupon: coupon.id }],
      branding_settings: { display_name: 'Kendama Counter' },
    })

    const page = await open(sandbox, session.url ?? '')

    expect(page.status).toBe(200)
    expect(page.html).toContain('Back to Kendama Counter')
    expect(page.html).toContain('href="https://shop.example/cart"')
    expect(page.html).toContain('Tama &amp; &lt;string&gt;')
    expect(page.html).toContain('Two meters')
    expect(page.html).toContain('src="https://shop.example/tama.png"')
    expect(page.html).toContain('Qty 4, $12.50 each')
    expect(page.html).toContain('<dd>$50.00</dd>')
    expect(page.html).toContain('<dd>−$5.00</dd>')
    expect(page.html).toMatch(/<button[^>]*>Pay \$45\.00<\/button>/)
    expect(page.html).toContain('no real card is charged')
  })

  it('writes amounts in the currency’s own minor unit', async () => {
    const price = await createPrice(sandbox.stripe, 750, 'jpy')
    const session = await openSession(sandbox.stripe, { line_items: [{ price: price.id, quantity: 1 }] })
    expect((await open(sandbox, pathOf(session))).html).toMatch(/<button[^>]*>Pay ¥750<\/button>/)
  })

  it('locks the address that came with the session and pays with it, whatever is posted', async () => {
    const session = await openSession(sandbox.stripe, { customer_email: 'known@example.com' })
    expect((await open(sandbox, pathOf(session))).html).toMatch(/<input[^>]*value="known@example.com"[^>]* readonly>/)

    await submit(sandbox, pathOf(session), { ...CARD_FORM, email: 'other@example.com' })

    const paid = await sandbox.stripe.checkout.sessions.retrieve(session.id)
    expect(paid.customer_details?.email).toBe('known@example.com')
  })

  it('allows no inline script or style and is never stored', async () => {
    const page = await open(sandbox, pathOf(await openSession(sandbox.stripe)))
    const policy = page.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe-inline')
    expect(page.html).not.toMatch(/<script(?![^>]*src=)|<style| style=| on[a-z]+=/)
    expect(page.headers.get('cache-control')).toBe('no-store')
  })

  it('says of an unknown id that there is no such checkout', async () => {
    const page = await open(sandbox, '/c/pay/cs_test_unknown')
    expect(page.status).toBe(404)
    expect(page.html).toContain('There is no such checkout')
  })
})

describe('paying', () => {
  it('takes a good card and leads to the shop with the session’s id', async () => {
    const session = await openSession(sandbox.stripe)

    const paid = await submit(sandbox, pathOf(session), CARD_FORM)
    expect(paid).toMatchObject({ status: 303, location: `${pathOf(session)}/received` })
    const received = await open(sandbox, paid.location ?? '')
    expect(received.html).toContain('Payment received')
    expect(received.html).toContain(`content="0; url=${pathOf(session)}/return"`)
    const back = await open(sandbox, `${pathOf(session)}/return`)
    expect(back).toMatchObject({ status: 303, location: `https://shop.example/paid?session_id=${session.id}` })
  })

  it('holds the buyer until the shop has answered its webhook', async () => {
    const shop = await startSlowShop()
    const endpoint = await sandbox.stripe.webhookEndpoints.create({
      url: shop.url,
      enabled_events: ['checkout.session.completed'],
    })
    const session = await openSession(sandbox.stripe)
    await submit(sandbox, pathOf(session), CARD_FORM)

    let isBack = false
    const way = open(sandbox, `${pathOf(session)}/return`).then((page) => {
      isBack = true
      return page
    })
    await shop.isTold
    // A page asked for later has come, and the way back has not.
    await open(sandbox, pathOf(session))
    expect(isBack).toBe(false)
    shop.answer()
    expect((await way).location).toContain('https://shop.example/paid')

    await sandbox.stripe.webhookEndpoints.del(endpoint.id)
    await shop.close()
  })

  it('shows a decline at the field and in a summary, keeps what was typed but the code, and takes another card', async () => {
    const session = await openSession(sandbox.stripe)

    const declined = await submit(sandbox, pathOf(session), { ...CARD_FORM, number: '4000000000009995' })

    expect(declined.status).toBe(200)
    expect(declined.html).toMatch(/role="alert"[^>]*autofocus/)
    expect(declined.html.match(/Your card has insufficient funds\./g)).toHaveLength(2)
    expect(declined.html).toContain('value="4000 0000 0000 9995"')
    expect(declined.html).toContain('value="mika@example.com"')
    expect(declined.html).toContain('value="Mika Example"')
    expect(declined.html).not.toContain('value="123"')
    expect(declined.html).toMatch(/id="number"[^>]*aria-invalid="true" aria-describedby="number-error"/)
    expect(await statusOf(session.id)).toBe('open')

    expect((await submit(sandbox, pathOf(session), CARD_FORM)).status).toBe(303)
    expect(await statusOf(session.id)).toBe('complete')
  })

  it('puts a refused security code and an expired card at their own fields', async () => {
    const session = await openSession(sandbox.stripe)
    const wrongCode = await submit(sandbox, pathOf(session), { ...CARD_FORM, number: '4000000000000127' })
    expect(wrongCode.html).toMatch(/id="cvc"[^>]*aria-invalid="true"/)
    const expired = await submit(sandbox, pathOf(session), { ...CARD_FORM, number: '4000000000000069' })
    expect(expired.html).toMatch(/id="expiry"[^>]*aria-invalid="true"/)
  })

  it('asks for what is missing before it asks the bank', async () => {
    const session = await openSession(sandbox.stripe)
    const page = await submit(sandbox, pathOf(session), { email: 'no address', method: 'card', number: '4242' })
    for (const message of [
      'Your email is invalid.',
      'Your card number is incomplete.',
      'Your card&#39;s expiration date is incomplete.',
      'Your card&#39;s security code is incomplete.',
      'Enter the name on the card.',
    ]) {
      expect(page.html.split(message)).toHaveLength(3)
    }
    expect((await sandbox.stripe.checkout.sessions.retrieve(session.id)).payment_intent).toBeNull()
  })

  it('pays once when the form is sent twice', async () => {
    const session = await openSession(sandbox.stripe)
    const answers = await Promise.all([1, 2, 3].map(() => submit(sandbox, pathOf(session), CARD_FORM)))
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(answers.filter(({ html }) => html.includes('You have already paid'))).toHaveLength(2)
    const { payment_intent: intent } = await sandbox.stripe.checkout.sessions.retrieve(session.id)
    const charges = await sandbox.stripe.charges.list({ payment_intent: String(intent) })
    expect(charges.data).toHaveLength(1)
  })

  it('never writes a card number down', async () => {
    const session = await openSession(sandbox.stripe)
    await submit(sandbox, pathOf(session), { ...CARD_FORM, number: '5555555555554444' })
    const events = await sandbox.stripe.events.list({ limit: 20 })
    expect(JSON.stringify(events.data)).toContain('4444')
    expect(JSON.stringify(events.data)).not.toContain('5555555555554444')
  })
})

describe('3-D Secure', () => {
  const secure = { ...CARD_FORM, number: '4000002500003155' }

  it('asks the buyer, and pays when they confirm', async () => {
    const session = await openSession(sandbox.stripe)
    const asked = await submit(sandbox, pathOf(session), secure)
    expect(asked).toMatchObject({ status: 303, location: `${pathOf(session)}/authenticate` })
    const challenge = await open(sandbox, asked.location ?? '')
    expect(challenge.html).toContain('ending in 3155')
    expect(challenge.html).not.toContain('4000002500003155')
    expect(await statusOf(session.id)).toBe('open')

    await submit(sandbox, asked.location ?? '', { outcome: 'complete' })
    expect(await statusOf(session.id)).toBe('complete')
  })

  it('charges nothing when they refuse, and lets them try again', async () => {
    const session = await openSession(sandbox.stripe)
    await submit(sandbox, pathOf(session), secure)
    const refused = await submit(sandbox, `${pathOf(session)}/authenticate`, { outcome: 'fail' })
    expect(refused.html).toContain('We are unable to authenticate your payment method.')
    expect(refused.html).toContain('Nothing was charged.')
    expect(await statusOf(session.id)).toBe('open')
    expect((await submit(sandbox, pathOf(session), CARD_FORM)).status).toBe(303)
  })

  it('goes back to the form when there is nothing to confirm', async () => {
    const session = await openSession(sandbox.stripe)
    expect((await open(sandbox, `${pathOf(session)}/authenticate`)).location).toBe(pathOf(session))
    expect((await submit(sandbox, `${pathOf(session)}/authenticate`, { outcome: 'complete' })).location).toBe(
      pathOf(session),
    )
    expect(await statusOf(session.id)).toBe('open')
  })
})

describe('a session that is over', () => {
  it('takes a bank transfer as placed, not as paid', async () => {
    const session = await openSession(sandbox.stripe)
    const form = { email: 'mika@example.com', method: 'bank', bank_outcome: 'fails' }
    const placed = await submit(sandbox, pathOf(session), form)
    const received = await open(sandbox, placed.location ?? '')
    expect(received.html).toContain('Order placed')
    expect(received.html).not.toContain('Payment received')
    const later = await open(sandbox, pathOf(session))
    expect(later.html).toContain('Your bank transfer is on its way.')
    expect(await sandbox.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ payment_status: 'unpaid' })
  })

  it('says of a paid one that it is paid, with the way to the order', async () => {
    const session = await openSession(sandbox.stripe)
    await submit(sandbox, pathOf(session), CARD_FORM)
    const page = await open(sandbox, pathOf(session))
    expect(page.html).toContain('You have already paid')
    expect(page.html).toContain(`href="https://shop.example/paid?session_id=${session.id}"`)
    expect(page.html).not.toContain('<form')
  })

  it('says of an expired one that nothing was charged, and takes no card any more', async () => {
    const session = await openSession(sandbox.stripe)
    await sandbox.stripe.checkout.sessions.expire(session.id)
    const page = await submit(sandbox, pathOf(session), CARD_FORM)
    expect(page.html).toContain('This checkout has expired')
    expect(page.html).toContain('Nothing was charged.')
    expect(page.html).toContain('href="https://shop.example/cart"')
    expect(await statusOf(session.id)).toBe('expired')
  })

  it('asks for no card when nothing is due', async () => {
    const coupon = await sandbox.stripe.coupons.create({ percent_off: 100, duration: 'once' })
    const session = await openSession(sandbox.stripe, { discounts: [{ coupon: coupon.id }] })
    const page = await open(sandbox, pathOf(session))
    expect(page.html).not.toContain('Card number')
    expect(page.html).toContain('Complete order')
    await submit(sandbox, pathOf(session), { email: 'mika@example.com' })
    expect(await sandbox.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      status: 'complete',
      payment_status: 'no_payment_required',
    })
  })
})
