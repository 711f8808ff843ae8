import type Stripe from 'stripe'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { refusalOf } from '../support/refusal.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { charge, heldBy, plantSeller } from '../support/sellers.ts'

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

const transfer = (params: Partial<Stripe.TransferCreateParams> = {}) =>
  stripe.transfers.create({ amount: 400, currency: 'usd', destination: seller, ...params })

describe('transfers', () => {
  it('POST /v1/transfers: from a charge, with both sides of the money', async () => {
    const source = await charge(stripe, { amount: 1000, transfer_group: 'order_1' })
    const sent = await transfer({ source_transaction: source.id, metadata: { order: '1' } })
    expect(sent).toMatchObject({
      object: 'transfer',
      amount: 400,
      destination: seller,
      source_transaction: source.id,
      transfer_group: 'order_1',
      metadata: { order: '1' },
      reversed: false,
      reversals: { object: 'list', data: [] },
    })
    const out = await stripe.balanceTransactions.retrieve(String(sent.balance_transaction))
    expect(out).toMatchObject({ type: 'transfer', amount: -400, net: -400, source: sent.id, status: 'pending' })
    const asSeller = { stripeAccount: seller }
    const payment = await stripe.charges.retrieve(String(sent.destination_payment), {}, asSeller)
    expect(payment).toMatchObject({ id: expect.stringMatching(/^py_/), amount: 400, source_transfer: sent.id })
    const into = await stripe.balanceTransactions.list({ source: payment.id }, asSeller)
    expect(into.data).toMatchObject([{ type: 'payment', amount: 400, fee: 0, net: 400 }])
    expect(out.available_on).toBe(into.data[0]?.available_on)
    expect(await refusalOf(stripe.charges.retrieve(payment.id))).toMatchObject({ statusCode: 404 })
    const { data } = await stripe.events.list({ type: 'transfer.created' })
    expect(data[0]?.data.object).toMatchObject({ id: sent.id })
  })

  it('POST /v1/transfers: all from one charge may not exceed it, even after one was taken back', async () => {
    const source = await charge(stripe, { amount: 1000 })
    const first = await transfer({ source_transaction: source.id, amount: 600 })
    await stripe.transfers.createReversal(first.id)
    await transfer({ source_transaction: source.id, amount: 400 })
    const refusal = await refusalOf(transfer({ source_transaction: source.id, amount: 1 }))
    expect(refusal).toMatchObject({ statusCode: 400, param: 'source_transaction' })
    expect(refusal.message).toContain('must not exceed the source amount of 10.00 usd')
    const destined = await charge(stripe, { amount: 1000, transfer_data: { destination: seller } })
    expect(await refusalOf(transfer({ source_transaction: destined.id }))).toMatchObject({
      param: 'source_transaction',
    })
  })

  it('POST /v1/transfers: refuses sources that cannot be, and accounts that may not receive', async () => {
    const source = await charge(stripe, { amount: 1000 })
    expect(await refusalOf(transfer({ source_transaction: 'ch_no' }))).toMatchObject({ code: 'resource_missing' })
    const inYen = await refusalOf(transfer({ source_transaction: source.id, currency: 'jpy' }))
    expect(inYen.message).toContain('(usd) must be the same as the transfer currency (jpy)')
    expect(await refusalOf(transfer({ destination: 'acct_nobody' }))).toMatchObject({
      code: 'resource_missing',
      param: 'destination',
    })
    const fresh = await stripe.accounts.create({ type: 'express' })
    expect(await refusalOf(transfer({ destination: fresh.id, source_transaction: source.id }))).toMatchObject({
      code: 'insufficient_capabilities_for_transfer',
    })
    const dinars = await charge(stripe, { amount: 10_000, currency: 'kwd' })
    const uneven = transfer({ source_transaction: dinars.id, currency: 'kwd', amount: 1235 })
    expect(await refusalOf(uneven)).toMatchObject({ param: 'amount' })
    expect(await refusalOf(stripe.transfers.create({ currency: 'usd', destination: seller }))).toMatchObject({
      code: 'parameter_missing',
      param: 'amount',
    })
    const refused = stripe.paymentIntents.create({
      amount: 900,
      currency: 'usd',
      confirm: true,
      payment_method: 'pm_card_chargeDeclined',
    })
    const unpaid = String((await refusalOf(refused)).charge)
    expect((await refusalOf(transfer({ source_transaction: unpaid }))).message).toContain('has not been paid')
  })

  it('POST /v1/transfers: without a source, only what is available', async () => {
    await charge(stripe, { amount: 5000, currency: 'eur' })
    const inEuro = () => transfer({ currency: 'eur' })
    expect(await refusalOf(inEuro())).toMatchObject({ code: 'balance_insufficient', statusCode: 400 })
    await charge(stripe, { amount: 443, currency: 'eur' }, 'pm_card_bypassPending')
    expect(await inEuro()).toMatchObject({ source_transaction: null })
    expect(await refusalOf(inEuro())).toMatchObject({ code: 'balance_insufficient' })
    await sandbox.control('POST', 'clock/advance', { seconds: 2 * 86_400 })
    expect(await inEuro()).toMatchObject({ amount: 400 })
  })

  it('GET /v1/transfers/:id: with its reversals, and what hangs on it expanded', async () => {
    const source = await charge(stripe, { amount: 1000 })
    const { id } = await transfer({ source_transaction: source.id })
    await stripe.transfers.createReversal(id, { amount: 150 })
    const expand = ['destination', 'destination_payment', 'balance_transaction', 'source_transaction']
    expect(await stripe.transfers.retrieve(id, { expand })).toMatchObject({
      amount_reversed: 150,
      reversed: false,
      reversals: { data: [{ amount: 150, transfer: id }] },
      destination: { id: seller, object: 'account' },
      destination_payment: { amount_refunded: 150, refunded: false },
      balance_transaction: { net: -400 },
      source_transaction: { id: source.id },
    })
    expect(await refusalOf(stripe.transfers.retrieve('tr_no'))).toMatchObject({ statusCode: 404 })
  })

  it('POST /v1/transfers/:id: changes description and metadata', async () => {
    const { id } = await transfer({ source_transaction: (await charge(stripe, { amount: 1000 })).id })
    expect(await stripe.transfers.update(id, { description: 'Share', metadata: { a: '1' } })).toMatchObject({
      description: 'Share',
      metadata: { a: '1' },
    })
  })

  it('GET /v1/transfers: by destination and by group', async () => {
    const source = await charge(stripe, { amount: 1000 })
    const grouped = await transfer({ source_transaction: source.id, transfer_group: `group of ${seller}` })
    const other = await transfer({ source_transaction: source.id })
    const ids = async (params: Stripe.TransferListParams) =>
      (await stripe.transfers.list(params)).data.map(({ id }) => id)
    expect(await ids({ destination: seller })).toEqual([other.id, grouped.id])
    expect(await ids({ transfer_group: `group of ${seller}` })).toEqual([grouped.id])
  })

  it('POST /v1/transfers/:id/reversals: in parts, up to what was sent and is still there', async () => {
    const source = await charge(stripe, { amount: 1000 })
    const { id } = await transfer({ source_transaction: source.id, amount: 900 })
    const before = await heldBy(stripe, 'usd')
    const reversal = await stripe.transfers.createReversal(id, { amount: 250, metadata: { why: 'late' } })
    expect(reversal).toMatchObject({
      object: 'transfer_reversal',
      amount: 250,
      transfer: id,
      source_refund: null,
      metadata: { why: 'late' },
      destination_payment_refund: expect.stringMatching(/^pyr_/),
    })
    expect([await heldBy(stripe, 'usd'), await heldBy(stripe, 'usd', seller)]).toEqual([before + 250, 650])
    expect((await refusalOf(stripe.transfers.createReversal(id, { amount: 651 }))).message).toContain('6.50 usd')
    await stripe.transfers.createReversal(id)
    expect(await stripe.transfers.retrieve(id)).toMatchObject({ reversed: true, amount_reversed: 900 })
    expect((await refusalOf(stripe.transfers.createReversal(id))).message).toContain('already fully reversed')
    const { data } = await stripe.events.list({ type: 'transfer.reversed' })
    expect(data[0]?.data.object).toMatchObject({ id, reversed: true })
  })

  it('POST /v1/transfers/:id/reversals: refuses what the seller has not got any more', async () => {
    const source = await charge(stripe, { amount: 1000 })
    const { id } = await transfer({ source_transaction: source.id, amount: 500 })
    const destined = await charge(stripe, {
      amount: 1000,
      transfer_data: { destination: seller },
      application_fee_amount: 600,
    })
    await stripe.refunds.create({ charge: destined.id, reverse_transfer: true })
    expect(await heldBy(stripe, 'usd', seller)).toBe(-100)
    expect(await refusalOf(stripe.transfers.createReversal(id))).toMatchObject({ code: 'balance_insufficient' })
  })

  it('GET /v1/transfers/:id/reversals: newest first', async () => {
    const source = await charge(stripe, { amount: 1000 })
    const { id } = await transfer({ source_transaction: source.id })
    for (const amount of [10, 20, 30]) await stripe.transfers.createReversal(id, { amount })
    const page = await stripe.transfers.listReversals(id, { limit: 2 })
    expect(page.data.map(({ amount }) => amount)).toEqual([30, 20])
    expect(page.has_more).toBe(true)
  })
})

describe('balance', () => {
  it('GET /v1/balance: of the platform and of a seller, pending until its time has come', async () => {
    expect(await stripe.balance.retrieve({}, { stripeAccount: seller })).toMatchObject({
      object: 'balance',
      available: [{ amount: 0, currency: 'usd' }],
      pending: [{ amount: 0, currency: 'usd' }],
    })
    await charge(stripe, { amount: 1000, transfer_data: { destination: seller }, application_fee_amount: 100 })
    const asSeller = { stripeAccount: seller }
    expect((await stripe.balance.retrieve({}, asSeller)).pending).toMatchObject([{ amount: 900, currency: 'usd' }])
    await sandbox.control('POST', 'clock/advance', { seconds: 2 * 86_400 })
    expect(await stripe.balance.retrieve({}, asSeller)).toMatchObject({
      available: [{ amount: 900, currency: 'usd', source_types: { card: 900 } }],
      pending: [{ amount: 0 }],
    })
    const [transaction] = (await stripe.balanceTransactions.list({}, asSeller)).data
    expect(transaction).toMatchObject({ status: 'available', net: 900 })
  })

  it('GET /v1/balance: of an unknown account is none', async () => {
    expect(await refusalOf(stripe.balance.retrieve({}, { stripeAccount: 'acct_nobody' }))).toMatchObject({
      statusCode: 403,
      code: 'account_invalid',
    })
  })
})
