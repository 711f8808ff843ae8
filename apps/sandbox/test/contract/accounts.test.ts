import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { refusalOf } from '../support/refusal.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { charge, plantSeller } from '../support/sellers.ts'

let sandbox: TestSandbox
let stripe: Stripe
let receivers: Receiver[]

beforeAll(async () => {
  sandbox = await startTestSandbox()
  stripe = sandbox.stripe
  receivers = []
})

afterAll(async () => {
  await sandbox.close()
  for (const receiver of receivers) await receiver.close()
})

const BOTH = { card_payments: { requested: true }, transfers: { requested: true } }
const express = (params: Partial<Stripe.AccountCreateParams> = {}) =>
  stripe.accounts.create({ type: 'express', email: 'pier@example.com', capabilities: BOTH, ...params })

describe('accounts', () => {
  it('POST /v1/accounts: an Express account with everything still due', async () => {
    const account = await express({
      country: 'JP',
      metadata: { seller: '7' },
      business_profile: { name: 'Pier', url: 'https://pier.example' },
    })
    expect(account).toMatchObject({
      id: expect.stringMatching(/^acct_1\w{15}$/),
      type: 'express',
      charges_enabled: false,
      payouts_enabled: false,
      details_submitted: false,
      country: 'JP',
      default_currency: 'jpy',
      email: 'pier@example.com',
      metadata: { seller: '7' },
      capabilities: { card_payments: 'inactive', transfers: 'inactive' },
      controller: {
        type: 'application',
        stripe_dashboard: { type: 'express' },
        fees: { payer: 'application_express' },
      },
      requirements: {
        disabled_reason: 'requirements.past_due',
        past_due: expect.arrayContaining(['external_account']),
      },
    })
    const { currently_due: due, eventually_due: later } = account.requirements ?? {}
    expect(due).toContain('representative.first_name')
    expect(due).not.toContain('business_profile.url')
    expect(later).toEqual(due)
  })

  it('POST /v1/accounts: the same by controller', async () => {
    const account = await stripe.accounts.create({
      controller: {
        fees: { payer: 'application' },
        losses: { payments: 'application' },
        stripe_dashboard: { type: 'express' },
      },
    })
    expect(account).toMatchObject({ type: 'none', controller: { fees: { payer: 'application' } } })
    expect(Object.keys(account.capabilities ?? {}).sort()).toEqual(['card_payments', 'transfers'])
  })

  it('POST /v1/accounts: refuses what Stripe refuses, and what is not emulated', async () => {
    const refused = async (params: Stripe.AccountCreateParams) => refusalOf(stripe.accounts.create(params))
    const transfersAlone = await refused({ type: 'express', capabilities: { transfers: { requested: true } } })
    expect(transfersAlone.message).toContain('without the `card_payments` capability')
    expect(await refused({ type: 'express', country: 'ZZ' })).toMatchObject({ param: 'country', statusCode: 400 })
    expect(await refused({ type: 'custom' })).toMatchObject({ code: 'sandbox_not_emulated', param: 'type' })
    expect(await refused({})).toMatchObject({ code: 'sandbox_not_emulated' })
    expect(await refused({ type: 'express', controller: { stripe_dashboard: { type: 'express' } } })).toMatchObject({
      param: 'type',
    })
    expect(await refused({ type: 'express', email: 'nobody' })).toMatchObject({ param: 'email' })
  })

  it('GET /v1/account: answers whose key it is', async () => {
    const platform = await stripe.accounts.retrieveCurrent()
    expect(platform).toMatchObject({ object: 'account', type: 'standard', charges_enabled: true })
    expect(await stripe.accounts.retrieveCurrent()).toEqual(platform)
    const { id } = await express()
    expect((await stripe.accounts.retrieveCurrent({}, { stripeAccount: id })).id).toBe(id)
    const { data } = await stripe.accounts.list()
    expect(data.map((account) => account.id)).not.toContain(platform.id)
  })

  it('GET /v1/accounts/:id: answers it; of others and of none it says the same', async () => {
    const { id } = await express()
    expect(await stripe.accounts.retrieve(id)).toMatchObject({ id, object: 'account' })
    expect(await refusalOf(stripe.accounts.retrieve('acct_nobody'))).toMatchObject({
      type: 'StripePermissionError',
      statusCode: 403,
      code: 'account_invalid',
    })
  })

  it('POST /v1/accounts/:id: changes it, and what is told is not due any more', async () => {
    const { id } = await express()
    const changed = await stripe.accounts.update(id, {
      business_type: 'individual',
      business_profile: { mcc: '5734', url: 'https://pier.example' },
      metadata: { a: '1' },
    })
    expect(changed).toMatchObject({ business_type: 'individual', metadata: { a: '1' }, email: 'pier@example.com' })
    const { currently_due: due } = changed.requirements ?? {}
    expect(due).toContain('individual.first_name')
    expect(due?.filter((name) => name.startsWith('business'))).toEqual([])
    const fewer = await stripe.accounts.update(id, { capabilities: { card_payments: { requested: false } } })
    expect(Object.keys(fewer.capabilities ?? {})).toEqual(['transfers'])
  })

  it('POST /v1/accounts/:id: tells the endpoints of connected accounts alone, under their own secret', async () => {
    const own = await startReceiver()
    const connected = await startReceiver()
    receivers.push(own, connected)
    const secrets = { own: 'whsec_own', connected: 'whsec_connected' }
    await sandbox.control('POST', 'fixtures', [
      { object: 'webhook_endpoint', id: 'we_own', url: own.url, secret: secrets.own },
      { object: 'webhook_endpoint', id: 'we_connected', url: connected.url, secret: secrets.connected, connect: true },
    ])
    const { id } = await express()
    await stripe.accounts.update(id, { metadata: { told: 'yes' } })
    const heard = await connected.until((all) => all.some(({ objectId }) => objectId === id))
    const told = heard.find(({ objectId }) => objectId === id)
    if (!told) throw new Error('Not told')
    const event = stripe.webhooks.constructEvent(told.body, told.signature, secrets.connected)
    expect(event).toMatchObject({
      type: 'account.updated',
      account: id,
      data: { previous_attributes: { metadata: {} } },
    })
    expect(() => stripe.webhooks.constructEvent(told.body, told.signature, secrets.own)).toThrow()
    expect(await stripe.events.retrieve(event.id, {}, { stripeAccount: id })).toMatchObject({ id: event.id })
    expect(await refusalOf(stripe.events.retrieve(event.id))).toMatchObject({ statusCode: 404 })
    const product = await stripe.products.create({ name: 'Of the platform' })
    await own.until((all) => all.some(({ objectId }) => objectId === product.id))
    expect(own.received.filter(({ type }) => type.startsWith('account.'))).toEqual([])
    expect(connected.received.map(({ type }) => type)).not.toContain('product.created')
  })

  it('DELETE /v1/accounts/:id: deletes one without money, and it is not known any more', async () => {
    const { id } = await express()
    expect(await stripe.accounts.del(id)).toMatchObject({ id, deleted: true })
    expect(await refusalOf(stripe.accounts.retrieve(id))).toMatchObject({ code: 'account_invalid' })
    const rich = await plantSeller(sandbox, 'acct_rich')
    await charge(stripe, { amount: 1000, transfer_data: { destination: rich } })
    expect((await refusalOf(stripe.accounts.del(rich))).message).toContain('balance is not zero')
  })

  it('GET /v1/accounts: newest first', async () => {
    const [first, second] = [await express(), await express()]
    const { data } = await stripe.accounts.list({ limit: 2 })
    expect(data.map(({ id }) => id)).toEqual([second.id, first.id])
  })
})

describe('links', () => {
  const urls = { refresh_url: 'https://shop.example/again', return_url: 'https://shop.example/done' }

  it('POST /v1/account_links: a new address each time, for five minutes', async () => {
    const { id } = await express()
    const link = () => stripe.accountLinks.create({ account: id, type: 'account_onboarding', ...urls })
    const [first, second] = [await link(), await link()]
    expect(first.expires_at - first.created).toBe(300)
    expect(first).toMatchObject({ object: 'account_link', url: expect.stringContaining(`/setup/e/${id}/`) })
    expect(second.url).not.toBe(first.url)
  })

  it('POST /v1/account_links: refuses unknown accounts, other types and missing addresses', async () => {
    const { id } = await express()
    const refused = (params: Partial<Stripe.AccountLinkCreateParams>) =>
      refusalOf(stripe.accountLinks.create({ account: id, type: 'account_onboarding', ...urls, ...params }))
    expect(await refused({ account: 'acct_nobody' })).toMatchObject({ param: 'account', statusCode: 400 })
    expect((await refused({ type: 'account_update' })).message).toContain('["account_onboarding"]')
    expect(await refused({ return_url: 'nowhere' })).toMatchObject({ code: 'url_invalid', param: 'return_url' })
    const bare = stripe.accountLinks.create({ account: id, type: 'account_onboarding', return_url: urls.return_url })
    expect(await refusalOf(bare)).toMatchObject({ code: 'parameter_missing', param: 'refresh_url' })
  })

  it('POST /v1/accounts/:id/login_links: once onboarding is done', async () => {
    const { id } = await express()
    expect((await refusalOf(stripe.accounts.createLoginLink(id))).message).toBe(
      'Cannot create a login link for an account that has not completed onboarding.',
    )
    const ready = await plantSeller(sandbox, 'acct_login')
    expect(await stripe.accounts.createLoginLink(ready)).toMatchObject({
      object: 'login_link',
      url: expect.stringContaining('/express/acct_login/'),
    })
  })
})
