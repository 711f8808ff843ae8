import type Stripe from 'stripe'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { refusalOf } from '../support/refusal.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { charge, heldBy, plantSeller } from '../support/sellers.ts'
import { createPrice, openSession } from '../support/shop.ts'

let sandbox: TestSandbox
let stripe: Stripe
let seller: string
let sellers = 0

beforeAll(async () => {
  sandbox = await startTestSandbox()
  stripe = sandbox.stripe
})
afterAll(() => sandbox.close())

beforeEach(async () => {
  sellers += 1
  seller = await plantSeller(sandbox, `acct_seller${sellers}`)
})

type Split = Stripe.Checkout.SessionCreateParams.PaymentIntentData

async function open(amount: number, currency: string, split: Split): Promise<Stripe.Checkout.Session> {
  const price = await createPrice(stripe, amount, currency)
  return openSession(stripe, { line_items: [{ price: price.id, quantity: 1 }], payment_intent_data: split })
}

async function chargeOf(sessionId: string): Promise<Stripe.Charge> {
  const expand = [
    'payment_intent.latest_charge.balance_transaction',
    'payment_intent.latest_charge.transfer',
    'payment_intent.latest_charge.application_fee',
  ]
  const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(sessionId, { expand })
  return (intent as Stripe.PaymentIntent).latest_charge as Stripe.Charge
}

async function pay(amount: number, currency: string, split: Split): Promise<Stripe.Charge> {
  const { id } = await open(amount, currency, split)
  await sandbox.control('POST', `checkout/sessions/${id}/pay`)
  return chargeOf(id)
}

const to = (fee?: number): Split => ({
  transfer_data: { destination: seller },
  ...(fee === undefined ? {} : { application_fee_amount: fee }),
})

describe('a paid session with a destination', () => {
  it('has its transfer and its fee, and both sides of the money', async () => {
    const before = await heldBy(stripe, 'usd')
    const paid = await pay(10_000, 'usd', { ...to(1_000), on_behalf_of: seller })
    expect(paid).toMatchObject({
      application_fee_amount: 1_000,
      on_behalf_of: seller,
      transfer_data: { amount: null, destination: seller },
      transfer_group: `group_${String(paid.payment_intent)}`,
      balance_transaction: { fee: 320, net: 9_680 },
      transfer: { amount: 10_000, destination: seller, source_transaction: paid.id },
      application_fee: { amount: 1_000, account: seller, originating_transaction: paid.id, amount_refunded: 0 },
    })
    const intent = await stripe.paymentIntents.retrieve(String(paid.payment_intent))
    expect(intent.transfer_group).toBe(paid.transfer_group)
    const { destination_payment: payment } = paid.transfer as Stripe.Transfer
    const asSeller = { stripeAccount: seller }
    expect(await stripe.charges.retrieve(String(payment), { expand: ['balance_transaction'] }, asSeller)).toMatchObject(
      {
        amount: 10_000,
        application_fee_amount: 1_000,
        balance_transaction: {
          amount: 10_000,
          fee: 1_000,
          net: 9_000,
          fee_details: [{ type: 'application_fee', amount: 1_000 }],
        },
      },
    )
    expect((await heldBy(stripe, 'usd')) - before).toBe(9_680 - 10_000 + 1_000)
    expect(await heldBy(stripe, 'usd', seller)).toBe(9_000)
    const types = (await stripe.events.list({ limit: 20 })).data.map(({ type }) => type)
    expect(types).toEqual(expect.arrayContaining(['transfer.created', 'application_fee.created']))
  })

  it.each([
    ['usd', 1_999, 333],
    ['jpy', 750, 113],
    ['kwd', 7_650, 1_150],
  ])('leaves the seller %s %d less %d', async (currency, amount, fee) => {
    await pay(amount, currency, to(fee))
    expect(await heldBy(stripe, currency, seller)).toBe(amount - fee)
  })

  it('sends only the part that is asked for, and no fee', async () => {
    const paid = await pay(10_000, 'usd', { transfer_data: { destination: seller, amount: 8_750 } })
    expect(paid).toMatchObject({ application_fee: null, transfer: { amount: 8_750 } })
    expect(await heldBy(stripe, 'usd', seller)).toBe(8_750)
  })

  it('sends nothing until a delayed payment settles', async () => {
    const { id } = await open(10_000, 'usd', to(500))
    await sandbox.control('POST', `checkout/sessions/${id}/pay`, { delayed: 'succeeds' })
    expect(await heldBy(stripe, 'usd', seller)).toBe(0)
    await sandbox.control('POST', `checkout/sessions/${id}/settle`)
    expect(await chargeOf(id)).toMatchObject({ transfer: { amount: 10_000 }, application_fee: { amount: 500 } })
    expect(await heldBy(stripe, 'usd', seller)).toBe(9_500)
  })

  it('sends nothing of a declined card', async () => {
    const { id } = await open(10_000, 'usd', to(500))
    await sandbox.control('POST', `checkout/sessions/${id}/pay`, { card: '4000000000000002' })
    expect(await heldBy(stripe, 'usd', seller)).toBe(0)
  })
})

describe('what Stripe refuses', () => {
  const at = (name: string) => `payment_intent_data${name}`

  it('unknown accounts, and those that are not through with onboarding', async () => {
    const destination = at('[transfer_data][destination]')
    const nobody = await refusalOf(open(1_000, 'usd', { transfer_data: { destination: 'acct_nobody' } }))
    expect(nobody).toMatchObject({ code: 'resource_missing', param: destination, statusCode: 400 })
    const fresh = await stripe.accounts.create({ type: 'express' })
    const early = await refusalOf(open(1_000, 'usd', { transfer_data: { destination: fresh.id } }))
    expect(early).toMatchObject({ code: 'insufficient_capabilities_for_transfer', param: destination })
    expect(await refusalOf(open(1_000, 'usd', { ...to(), on_behalf_of: fresh.id }))).toMatchObject({
      param: at('[on_behalf_of]'),
    })
  })

  it('a fee above the amount, one without a seller, one beside a part, and digits it does not keep', async () => {
    const fee = at('[application_fee_amount]')
    expect(await refusalOf(open(1_000, 'usd', to(1_001)))).toMatchObject({ param: fee })
    expect(await refusalOf(open(1_000, 'usd', { application_fee_amount: 100 }))).toMatchObject({ param: fee })
    const both = { transfer_data: { destination: seller, amount: 500 }, application_fee_amount: 100 }
    expect(await refusalOf(open(1_000, 'usd', both))).toMatchObject({ param: fee })
    const more = { transfer_data: { destination: seller, amount: 1_001 } }
    expect(await refusalOf(open(1_000, 'usd', more))).toMatchObject({ param: at('[transfer_data][amount]') })
    expect(await refusalOf(open(7_650, 'kwd', to(1_147)))).toMatchObject({ param: fee })
  })

  it('the same of payment intents', async () => {
    const refusal = await refusalOf(
      charge(stripe, { amount: 1_000, transfer_data: { destination: seller }, application_fee_amount: 1_001 }),
    )
    expect(refusal).toMatchObject({ param: 'application_fee_amount', statusCode: 400 })
  })
})

describe('refunds of destination charges', () => {
  it('leave the seller alone unless told otherwise', async () => {
    const paid = await pay(10_000, 'usd', to(1_000))
    const before = await heldBy(stripe, 'usd')
    const refund = await stripe.refunds.create({ charge: paid.id })
    expect(refund.transfer_reversal).toBeNull()
    expect(await heldBy(stripe, 'usd', seller)).toBe(9_000)
    expect((await heldBy(stripe, 'usd')) - before).toBe(-10_000)
  })

  it('take the transfer back and the fee along in proportion, and nothing is lost to rounding', async () => {
    const paid = await pay(1_000, 'usd', to(100))
    const before = await heldBy(stripe, 'usd')
    const transferId = (paid.transfer as Stripe.Transfer).id
    for (const amount of [333, 333, 334]) {
      const refund = await stripe.refunds.create({
        charge: paid.id,
        amount,
        reverse_transfer: true,
        refund_application_fee: true,
        expand: ['transfer_reversal'],
      })
      expect(refund.transfer_reversal).toMatchObject({ amount, transfer: transferId, source_refund: refund.id })
    }
    expect(await heldBy(stripe, 'usd', seller)).toBe(0)
    expect((await heldBy(stripe, 'usd')) - before).toBe(-100)
    expect(await stripe.transfers.retrieve(transferId)).toMatchObject({ reversed: true, amount_reversed: 1_000 })
    const fees = await stripe.applicationFees.list({ charge: paid.id })
    expect(fees.data).toMatchObject([{ refunded: true, amount_refunded: 100, refunds: { data: { length: 3 } } }])
  })

  it('take back the transfer alone, which costs the seller the fee', async () => {
    const paid = await pay(10_000, 'usd', to(1_000))
    await stripe.refunds.create({ charge: paid.id, reverse_transfer: true })
    expect(await heldBy(stripe, 'usd', seller)).toBe(-1_000)
  })

  it('cannot take back what was never sent', async () => {
    const plain = await charge(stripe, { amount: 1_000 })
    expect(await refusalOf(stripe.refunds.create({ charge: plain.id, reverse_transfer: true }))).toMatchObject({
      param: 'reverse_transfer',
    })
    const whole = await pay(1_000, 'usd', to())
    expect(await refusalOf(stripe.refunds.create({ charge: whole.id, refund_application_fee: true }))).toMatchObject({
      param: 'refund_application_fee',
    })
  })
})

describe('application fees', () => {
  const feeOf = async (paid: Stripe.Charge) => (paid.application_fee as Stripe.ApplicationFee).id

  it('GET /v1/application_fees/:id: with the payment it was taken from', async () => {
    const paid = await pay(10_000, 'usd', to(1_000))
    const fee = await stripe.applicationFees.retrieve(await feeOf(paid), { expand: ['balance_transaction', 'charge'] })
    expect(fee).toMatchObject({
      object: 'application_fee',
      amount: 1_000,
      balance_transaction: { type: 'application_fee', net: 1_000 },
      charge: { id: expect.stringMatching(/^py_/), amount: 10_000 },
      fee_source: { type: 'charge' },
      refunds: { data: [] },
    })
    expect(await refusalOf(stripe.applicationFees.retrieve('fee_no'))).toMatchObject({ statusCode: 404 })
  })

  it('GET /v1/application_fees: by the charge of either side', async () => {
    const paid = await pay(10_000, 'usd', to(1_000))
    await pay(500, 'usd', to(50))
    const id = await feeOf(paid)
    const { destination_payment: payment } = paid.transfer as Stripe.Transfer
    for (const charge of [paid.id, String(payment)]) {
      expect((await stripe.applicationFees.list({ charge })).data.map((fee) => fee.id)).toEqual([id])
    }
  })

  it('POST /v1/application_fees/:id/refunds: up to what was taken', async () => {
    const paid = await pay(10_000, 'usd', to(1_000))
    const id = await feeOf(paid)
    expect(await stripe.applicationFees.createRefund(id, { amount: 400, metadata: { a: '1' } })).toMatchObject({
      object: 'fee_refund',
      amount: 400,
      fee: id,
      metadata: { a: '1' },
    })
    expect(await heldBy(stripe, 'usd', seller)).toBe(9_400)
    expect((await refusalOf(stripe.applicationFees.createRefund(id, { amount: 601 }))).message).toContain('6.00 usd')
    await stripe.applicationFees.createRefund(id)
    expect((await refusalOf(stripe.applicationFees.createRefund(id))).message).toContain('already been refunded')
    const { data } = await stripe.events.list({ type: 'application_fee.refunded' })
    expect(data[0]?.data.object).toMatchObject({ id, refunded: true })
  })

  it('GET /v1/application_fees/:id/refunds: newest first', async () => {
    const id = await feeOf(await pay(10_000, 'usd', to(1_000)))
    for (const amount of [10, 20]) await stripe.applicationFees.createRefund(id, { amount })
    expect((await stripe.applicationFees.listRefunds(id)).data.map(({ amount }) => amount)).toEqual([20, 10])
  })
})
