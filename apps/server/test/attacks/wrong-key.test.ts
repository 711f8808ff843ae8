import { newId, type OrderId, type SellerId } from '@cashwrap/shared/ids'
import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createStripeClient } from '../../src/gateways/stripe/stripe-client.ts'
import { isLastingRefusal } from '../../src/gateways/stripe/stripe-failure.ts'
import { stripePaymentGateway } from '../../src/gateways/stripe/stripe-payment-gateway.ts'
import { stripeSellerAccounts } from '../../src/gateways/stripe/stripe-seller-accounts.ts'
import { type House, openHouse } from '../support/house.ts'
import { SELLERS } from '../support/stock.ts'

let house: House
beforeAll(async () => {
  house = await openHouse({ work: false, webhooks: false })
})
afterAll(() => house[Symbol.asyncDispose]())

/** A key that Stripe does not take, as for a while after it was rolled. */
const wrongKey = () => createStripeClient({ secretKey: 'rolled', apiBase: house.deps.config.stripe.apiBase })
const orderId: OrderId = newId(0)
const sellerId: SellerId = newId(0)
const money = { amount: 100, currency: 'USD', orderId }

describe('money that is promised is not given up because our key is refused', () => {
  it('to a seller', async () => {
    const transfer = {
      ...money,
      idempotencyKey: 't',
      transferId: newId(0),
      sellerId,
      accountId: 'acct_1',
      chargeId: 'ch_1',
    }
    const { transfer: send } = stripeSellerAccounts(wrongKey(), house.deps.log)
    for (const mayExist of [false, true])
      expect(await send({ ...transfer, mayExist })).toEqual({ ok: false, failure: { kind: 'unknown' } })
  })

  it('back to a buyer', async () => {
    const refund = { ...money, idempotencyKey: 'r', paymentId: 'pi_1', fromSeller: false }
    const gateway = stripePaymentGateway(wrongKey(), house.deps.log)
    for (const providerRefundId of [null, 're_1'])
      expect(await gateway.refund({ ...refund, providerRefundId })).toEqual({ ok: false, failure: { kind: 'unknown' } })
  })

  it('nor is a seller’s account taken for one that is gone', async () => {
    const accounts = stripeSellerAccounts(wrongKey(), house.deps.log)
    const page = 'https://shop.example/selling'
    const link = { accountId: SELLERS.pia.accountId, returnUrl: page, refreshUrl: page }
    const unavailable = { ok: false, failure: { kind: 'unavailable' } }
    expect(await accounts.read(link.accountId)).toEqual(unavailable)
    expect(await accounts.onboardingLink(link)).toEqual(unavailable)
    expect(await accounts.platform()).toEqual(unavailable)
    const { platform } = stripeSellerAccounts(createStripeClient(house.deps.config.stripe), house.deps.log)
    expect(await platform()).toMatchObject({ ok: true, value: { platformId: expect.stringMatching(/^acct_/) } })
  })

  it('nor because it lacks the right, while what is wrong in the request itself stays refused', () => {
    const { StripePermissionError, StripeInvalidRequestError } = Stripe.errors
    expect(isLastingRefusal(new StripePermissionError({ type: 'invalid_request_error' }))).toBe(false)
    expect(isLastingRefusal(new StripeInvalidRequestError({ type: 'invalid_request_error' }))).toBe(true)
  })
})
