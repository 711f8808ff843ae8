import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { openSession } from '../support/shop.ts'
import { CARD_FORM, open, submit } from './buyer.ts'

let sandbox: TestSandbox

beforeAll(async () => {
  sandbox = await startTestSandbox()
})

afterAll(() => sandbox.close())

const collecting = () => openSession(sandbox.stripe, { phone_number_collection: { enabled: true } })
const pathOf = (session: { id: string }) => `/c/pay/${session.id}`
const phoneOf = async (id: string) => (await sandbox.stripe.checkout.sessions.retrieve(id)).customer_details?.phone

it('asks for a phone number only when the session collects them', async () => {
  const session = await collecting()
  expect(session.phone_number_collection).toEqual({ enabled: true })
  expect((await open(sandbox, pathOf(session))).html).toMatch(/<input[^>]*id="phone"[^>]*type="tel"/)
  const plain = await openSession(sandbox.stripe)
  expect((await open(sandbox, pathOf(plain))).html).not.toContain('id="phone"')
  await submit(sandbox, pathOf(plain), { ...CARD_FORM, phone: '+12015550123' })
  expect(await phoneOf(plain.id)).toBeNull()
})

it.each([
  ['', 'Enter your phone number.'],
  ['201 555 0123', 'Your phone number is invalid.'],
  ['+0123456789', 'Your phone number is invalid.'],
  ['+12', 'Your phone number is invalid.'],
  ['+1234567890123456', 'Your phone number is invalid.'],
])('refuses %j and keeps what was typed', async (phone, sentence) => {
  const session = await collecting()
  const page = await submit(sandbox, pathOf(session), { ...CARD_FORM, phone })
  expect(page.html).toContain(sentence)
  expect(page.html).toContain(`value="${phone}"`)
  expect((await sandbox.stripe.checkout.sessions.retrieve(session.id)).status).toBe('open')
})

it('writes the number in E.164 into the session and its new customer', async () => {
  const session = await openSession(sandbox.stripe, {
    phone_number_collection: { enabled: true },
    customer_creation: 'always',
  })
  const page = await submit(sandbox, pathOf(session), { ...CARD_FORM, phone: '+44 (20) 7946-0018' })
  expect(page.location).toContain('/received')
  expect(await phoneOf(session.id)).toBe('+442079460018')
  const { customer } = await sandbox.stripe.checkout.sessions.retrieve(session.id, { expand: ['customer'] })
  expect(customer).toMatchObject({ phone: '+442079460018' })
})

it('is asked for where nothing is due, and kept through 3-D Secure and a delayed payment', async () => {
  const { stripe } = sandbox
  const coupon = await stripe.coupons.create({ percent_off: 100, duration: 'once' })
  const free = await openSession(stripe, {
    phone_number_collection: { enabled: true },
    discounts: [{ coupon: coupon.id }],
  })
  await submit(sandbox, pathOf(free), { email: CARD_FORM.email, phone: '+81312345678' })
  expect(await phoneOf(free.id)).toBe('+81312345678')

  const secure = await collecting()
  await submit(sandbox, pathOf(secure), { ...CARD_FORM, number: '4000002760003184', phone: '+81312345678' })
  await submit(sandbox, `${pathOf(secure)}/authenticate`, { outcome: 'complete' })
  expect(await phoneOf(secure.id)).toBe('+81312345678')

  const delayed = await collecting()
  await submit(sandbox, pathOf(delayed), { email: CARD_FORM.email, method: 'bank', phone: '+81312345678' })
  expect(await phoneOf(delayed.id)).toBe('+81312345678')
})

it('paying without a browser takes a number, has one of its own, and refuses what is none', async () => {
  const [own, given, wrong] = [await collecting(), await collecting(), await collecting()]
  await sandbox.control('POST', `checkout/sessions/${own.id}/pay`)
  expect(await phoneOf(own.id)).toBe('+12015550123')
  await sandbox.control('POST', `checkout/sessions/${given.id}/pay`, { phone: '+4915112345678' })
  expect(await phoneOf(given.id)).toBe('+4915112345678')
  await expect(sandbox.control('POST', `checkout/sessions/${wrong.id}/pay`, { phone: '015112345678' })).rejects.toThrow(
    'country code',
  )
})

it('the parameter is checked as Stripe checks it', async () => {
  const body = 'mode=payment&phone_number_collection[enabled]=maybe'
  const answer = await sandbox.raw('POST', '/v1/checkout/sessions', { body })
  expect(answer.body.error).toMatchObject({
    message: 'Invalid boolean: maybe',
    param: 'phone_number_collection[enabled]',
  })
})
