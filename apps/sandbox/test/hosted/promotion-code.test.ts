import type Stripe from 'stripe'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { openSession } from '../support/shop.ts'
import { CARD_FORM, open, submit } from './buyer.ts'

let sandbox: TestSandbox

beforeAll(async () => {
  sandbox = await startTestSandbox()
})

afterAll(() => sandbox.close())

const taking = () => openSession(sandbox.stripe, { allow_promotion_codes: true })
const pathOf = (session: { id: string }, step = '') => `/c/pay/${session.id}${step}`

async function newCode(
  code: string,
  params: Partial<Stripe.PromotionCodeCreateParams> = {},
  coupon: Stripe.CouponCreateParams = { percent_off: 20, duration: 'once' },
): Promise<Stripe.PromotionCode> {
  const { id } = await sandbox.stripe.coupons.create(coupon)
  return sandbox.stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: id }, code, ...params })
}

it('is asked for only where the session takes codes', async () => {
  expect((await open(sandbox, pathOf(await taking()))).html).toContain('Add a promotion code')
  const plain = await openSession(sandbox.stripe)
  expect((await open(sandbox, pathOf(plain))).html).not.toContain('promotion code')
  await newCode('PLAIN')
  await submit(sandbox, pathOf(plain, '/code'), { code: 'PLAIN' })
  expect((await sandbox.stripe.checkout.sessions.retrieve(plain.id)).amount_total).toBe(4999)
})

it('is typed in any case, shows on the bill and the button, can be taken off, and counts once paid', async () => {
  const code = await newCode('Autumn')
  const session = await taking()
  const applied = await submit(sandbox, pathOf(session, '/code'), { ...CARD_FORM, code: ' autumn ' })
  expect(applied.html).toMatch(/<span class="code">Autumn<\/span> 20% off/)
  expect(applied.html).toMatch(/<button[^>]*>Pay \$39\.99<\/button>/)
  expect(applied.html).toContain('value="mika@example.com"')
  expect(applied.html).not.toContain('value="123"')

  const removed = await submit(sandbox, pathOf(session, '/code'), { code: '' })
  expect(removed.html).toMatch(/<button[^>]*>Pay \$49\.99<\/button>/)

  await submit(sandbox, pathOf(session, '/code'), { code: 'AUTUMN' })
  await submit(sandbox, pathOf(session), CARD_FORM)
  expect(await sandbox.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
    amount_total: 3999,
    discounts: [{ promotion_code: code.id }],
    status: 'complete',
    total_details: { amount_discount: 1000 },
  })
  expect(await sandbox.stripe.promotionCodes.retrieve(code.id)).toMatchObject({ times_redeemed: 1 })
})

it('says at the field what is wrong with it and keeps it', async () => {
  await newCode('BIG', { restrictions: { minimum_amount: 9000, minimum_amount_currency: 'usd' } })
  await newCode('EURO', {}, { amount_off: 100, currency: 'eur', duration: 'once' })
  await newCode('TINY', {}, { amount_off: 4980, currency: 'usd', duration: 'once' })
  const session = await taking()
  for (const [code, sentence] of [
    ['NOTHING', 'This code is invalid.'],
    ['BIG', 'This code is for orders of $90.00 or more.'],
    ['EURO', 'This code is not for this currency.'],
    ['TINY', 'With this code the total would be too small to be paid.'],
  ] as const) {
    const page = await submit(sandbox, pathOf(session, '/code'), { code })
    expect(page.html).toContain(sentence)
    expect(page.html).toContain(`value="${code}"`)
    expect(page.html).toMatch(/<button[^>]*>Pay \$49\.99<\/button>/)
  }
})

it('is redeemed once, whoever of two buyers pays first, and the other sees the new total before paying it', async () => {
  const code = await newCode('LAST', { max_redemptions: 1 })
  const [one, two] = [await taking(), await taking()]
  for (const session of [one, two]) await submit(sandbox, pathOf(session, '/code'), { code: 'LAST' })

  const answers = await Promise.all([one, two].map((session) => submit(sandbox, pathOf(session), CARD_FORM)))

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 303])
  const refused = answers.find(({ status }) => status === 200)
  expect(refused?.html).toContain('This code has expired.')
  expect(refused?.html).toMatch(/<button[^>]*>Pay \$49\.99<\/button>/)
  expect(await sandbox.stripe.promotionCodes.retrieve(code.id)).toMatchObject({ times_redeemed: 1 })
  const late = answers[0]?.status === 200 ? one : two
  await submit(sandbox, pathOf(late), CARD_FORM)
  expect(await sandbox.stripe.checkout.sessions.retrieve(late.id)).toMatchObject({ amount_total: 4999, discounts: [] })
})

it('changes what an attempt after a declined one charges', async () => {
  await newCode('SECOND')
  const session = await taking()
  await submit(sandbox, pathOf(session), { ...CARD_FORM, number: '4000000000009995' })
  await submit(sandbox, pathOf(session, '/code'), { code: 'SECOND' })
  await submit(sandbox, pathOf(session), CARD_FORM)
  const paid = await sandbox.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] })
  expect(paid.payment_intent).toMatchObject({ amount: 3999, amount_received: 3999, status: 'succeeded' })
})

it('may take everything off: then no card is asked for', async () => {
  await newCode('GIFT', {}, { percent_off: 100, duration: 'once' })
  const session = await taking()
  const page = await submit(sandbox, pathOf(session, '/code'), { code: 'GIFT' })
  expect(page.html).toContain('Complete order')
  expect(page.html).not.toContain('Card number')
})
