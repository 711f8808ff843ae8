import type { SalesPage, SellerAccount, SellerProduct } from '@cashwrap/shared/contracts/seller'
import type { OrderId } from '@cashwrap/shared/ids'
import { addDays } from '@cashwrap/shared/time'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sweepTransfers } from '../src/modules/marketplace/index.ts'
import { type ProviderEvent, receiveProviderEvent, replayEvent } from '../src/modules/provider-events/index.ts'
import { COMMANDS } from '../src/transport/cli/commands.ts'
import { completedEvent } from './support/completed-event.ts'
import { expectSound } from './support/expect-sound.ts'
import { type House, openHouse } from './support/house.ts'
import { Shopper } from './support/shopper.ts'
import { SELLERS, type SellerSlug } from './support/stock.ts'
import { until } from './support/until.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house[Symbol.asyncDispose]())

interface Balance {
  available: { amount: number; currency: string }[]
  pending: { amount: number; currency: string }[]
}

/** All that lies in a Stripe account in one currency, the shop's own without `seller`. */
async function moneyOf(currency: string, seller?: SellerSlug): Promise<number> {
  const balance = await house.sandbox.stripe<Balance>('balance', seller && SELLERS[seller].accountId)
  return [...balance.available, ...balance.pending]
    .filter((part) => part.currency === currency.toLowerCase())
    .reduce((sum, part) => sum + part.amount, 0)
}

/** Buys these in one order and waits until every seller has the money. */
async function buy(
  currency: string,
  ...slugs: string[]
): Promise<{ orderId: OrderId; sessionId: string; total: number }> {
  const shopper = new Shopper(house.url)
  const cart = await shopper.fill(...slugs)
  expect(cart.currency).toBe(currency)
  const { orderId, sessionId } = await shopper.startPayable()
  await house.sandbox.pay(sessionId)
  await until('it is paid', async () => (await shopper.status(sessionId)).stage === 'paid')
  await until('the sellers are paid', async () => {
    const transfers = await transfersOf(orderId)
    return transfers.every((transfer) => transfer.state !== 'requested')
  })
  return { orderId, sessionId, total: cart.total }
}

const transfersOf = (orderId: OrderId) =>
  house.deps.db.selectFrom('transfers').selectAll().where('order_id', '=', orderId).orderBy('amount').execute()

interface Intent {
  application_fee_amount: number | null
  transfer_data: { destination: string } | null
  transfer_group: string | null
}
const intentOf = async (sessionId: string) => {
  const session = await house.sandbox.stripe<{ payment_intent: Intent }>(
    `checkout/sessions/${sessionId}?expand[]=payment_intent`,
  )
  return session.payment_intent
}

describe('the money of a sale, to the last unit', () => {
  // Pia at the shop's 10 %, Leo at a rate of 12.5 %; rounded half up, in tens of fils for dinars.
  it.each([
    ['USD', ['seascape', 'melody'], { pia: 2776 - 278, leo: 0, shop: 278 }],
    ['USD', ['etude'], { pia: 0, leo: 333 - 42, shop: 42 }],
    ['USD', ['melody', 'etude'], { pia: 777 - 78, leo: 333 - 42, shop: 78 + 42 }],
    ['USD', ['etude', 'sheets'], { pia: 0, leo: 333 - 42, shop: 42 + 1200 }],
    ['JPY', ['haiku'], { pia: 755 - 76, leo: 0, shop: 76 }],
    ['JPY', ['haiku', 'etude', 'postcard'], { pia: 755 - 76, leo: 501 - 63, shop: 76 + 63 + 300 }],
    ['KWD', ['ode'], { pia: 3330 - 330, leo: 0, shop: 330 }],
    ['KWD', ['ode', 'etude', 'booklet'], { pia: 3330 - 330, leo: 1110 - 140, shop: 330 + 140 + 5120 }],
  ] as const)('in %s, of %j', async (currency, slugs, expected) => {
    const before = { pia: await moneyOf(currency, 'pia'), leo: await moneyOf(currency, 'leo') }
    const { orderId, sessionId, total } = await buy(currency, ...slugs)
    expect(await moneyOf(currency, 'pia')).toBe(before.pia + expected.pia)
    expect(await moneyOf(currency, 'leo')).toBe(before.leo + expected.leo)
    expect(expected.pia + expected.leo + expected.shop).toBe(total)
    const intent = await intentOf(sessionId)
    const transfers = await transfersOf(orderId)
    if (intent.transfer_data) {
      expect(intent.application_fee_amount).toBe(expected.shop)
      expect(transfers).toEqual([])
    } else {
      expect(intent).toMatchObject({ application_fee_amount: null, transfer_group: orderId })
      expect(transfers.map((transfer) => transfer.amount)).toEqual(
        [expected.pia, expected.leo].filter((amount) => amount > 0).sort((a, b) => a - b),
      )
    }
  })
})

/** Signs a new browser in by the code in the mail. */
async function signIn(email: string): Promise<Shopper> {
  const seller = new Shopper(house.url, email)
  await seller.mutate('auth.requestSignIn', { email })
  const code = await until('the code comes', async () => {
    const [mail] = await house.sandbox.mail(email)
    return mail && /^ {4}(\d{6})$/m.exec(mail.text)?.[1]
  })
  const signedIn = await seller.mutate('auth.signInWithCode', { email, code })
  if (!signedIn.ok) throw new Error(signedIn.failure.kind)
  return seller
}

/** As one who sells here already. */
async function signInAs(slug: SellerSlug): Promise<Shopper> {
  const email = `${slug}@sellers.test`
  const seller = await signIn(email)
  await house.deps.db
    .updateTable('sellers')
    .from('users')
    .set((set) => ({ user_id: set.ref('users.id') }))
    .where('sellers.id', '=', house.sellers[slug])
    .where('users.email', '=', email)
    .execute()
  return seller
}

const accountOf = async (seller: Shopper): Promise<NonNullable<SellerAccount>> => {
  const account = await seller.query<SellerAccount>('seller.account')
  if (!account.ok || account.value === null) throw new Error('no account')
  return account.value
}
const accountIdOf = async (seller: Shopper): Promise<string> => {
  const { sellerId } = await accountOf(seller)
  const row = await house.deps.db
    .selectFrom('sellers')
    .select('account_id')
    .where('id', '=', sellerId)
    .executeTakeFirstOrThrow()
  if (row.account_id === null) throw new Error('no account yet')
  return row.account_id
}
const inInbox = (eventId: string) =>
  until('the event is dealt with', async () => {
    const row = await house.deps.db
      .selectFrom('stripe_events')
      .select(['state', 'note', 'account'])
      .where('id', '=', eventId)
      .executeTakeFirst()
    return row && row.state !== 'received' && row
  })
const eventsAbout = async (about: string, type: string) =>
  (await house.sandbox.events()).filter((event) => event.about === about && event.type === type)

describe('a new seller', () => {
  let seller: Shopper
  let accountId: string
  beforeAll(async () => {
    seller = await signIn('nora@sellers.test')
  })

  it('is nobody until they begin, and then has an account that asks for more', async () => {
    expect(await seller.query('seller.account')).toEqual({ ok: true, value: null })
    expect(await seller.query('seller.sales', {})).toMatchObject({ ok: false, failure: { kind: 'not-found' } })
    const begun = await seller.mutate<{ url: string }>('seller.begin', { name: 'Nora' })
    expect(begun.ok && begun.value.url.startsWith(house.sandbox.url)).toBe(true)
    expect(await accountOf(seller)).toMatchObject({ name: 'Nora', status: 'incomplete', feePercent: '10' })
    expect(await seller.mutate('seller.dashboard', {})).toMatchObject({ ok: false, failure: { kind: 'not-onboarded' } })
    accountId = await accountIdOf(seller)
  })

  it('can be paid as soon as Stripe has said so over the Connect endpoint', async () => {
    await house.sandbox.onboard(accountId)
    await until('the account is ready', async () => {
      const stored = house.deps.db.selectFrom('sellers').select('charges_enabled').where('account_id', '=', accountId)
      return (await stored.executeTakeFirst())?.charges_enabled
    })
    expect(await accountOf(seller)).toMatchObject({ payoutsEnabled: true, detailsSubmitted: true, requirementsDue: [] })
    const dashboard = await seller.mutate<{ url: string }>('seller.dashboard', {})
    expect(dashboard.ok && dashboard.value.url.startsWith(house.sandbox.url)).toBe(true)
    for (const { id } of await eventsAbout(accountId, 'account.updated'))
      expect(await inInbox(id)).toMatchObject({ state: 'done', account: accountId })
  })

  it('stays so whatever older event comes again, late and in any order', async () => {
    const told = await eventsAbout(accountId, 'account.updated')
    expect(told.length).toBeGreaterThan(0)
    for (const { id } of told) {
      await house.sandbox.resend(id)
      await house.sandbox.twin(id)
      expect(await replayEvent(house.deps, id)).toBe(true)
    }
    await until('all are dealt with', async () => {
      const rows = await house.deps.db
        .selectFrom('stripe_events')
        .select('state')
        .where('account', '=', accountId)
        .execute()
      return rows.length >= 2 * told.length && rows.every((row) => row.state === 'done')
    })
    expect(await accountOf(seller)).toMatchObject({ status: 'ready' })
  })

  it('takes no more payments once they have disconnected, and can begin again', async () => {
    const eventId = await house.sandbox.trigger('account.application.deauthorized', accountId)
    expect(await inInbox(eventId)).toMatchObject({ state: 'done', note: 'account disconnected' })
    expect(await accountOf(seller)).toMatchObject({
      status: 'incomplete',
      chargesEnabled: false,
      payoutsEnabled: false,
    })
    const told = await house.deps.db
      .selectFrom('audit_log')
      .select('subject_id')
      .where('action', '=', 'seller.account-disconnected')
      .execute()
    expect(told).toEqual([{ subject_id: (await accountOf(seller)).sellerId }])
    expect((await seller.mutate('seller.begin', { name: 'Nora' })).ok).toBe(true)
    expect(await accountIdOf(seller)).not.toBe(accountId)
  })
})

describe('an event of an account', () => {
  const receive = async (event: Partial<ProviderEvent>) => {
    const id = `evt_${crypto.randomUUID()}`
    const base = completedEvent(house.deps, { eventId: id, sessionId: 'cs_test_1', orderId: crypto.randomUUID() })
    await receiveProviderEvent(house.deps, { ...base, ...event })
    return inInbox(id)
  }

  it('that no seller here has is noted and left', async () => {
    expect(await receive({ type: 'account.updated', account: 'acct_of_nobody', instanceHint: null })).toMatchObject({
      state: 'ignored',
      note: 'an account of no seller here',
    })
  })

  it('that is not about the account itself is noted and left, and stays so when it is replayed', async () => {
    const note = "happened in a seller's account, and not to the account itself"
    for (const type of ['checkout.session.completed', 'charge.refunded', 'payout.paid'])
      expect(await receive({ type, account: SELLERS.pia.accountId })).toMatchObject({ state: 'ignored', note })
  })

  it('of the shop itself is none of a seller’s', async () => {
    expect(await receive({ type: 'account.updated', account: null, instanceHint: null })).toMatchObject({
      state: 'ignored',
      note: 'not an event this shop uses',
    })
  })
})

it('shows a seller what they sell and sold, and nobody else’s', async () => {
  const pia = await signInAs('pia')
  const { orderId } = await buy('USD', 'melody', 'etude', 'sheets')
  const products = await pia.query<SellerProduct[]>('seller.products')
  expect(products.ok && products.value.map((product) => product.slug).sort()).toEqual([
    'haiku',
    'melody',
    'ode',
    'seascape',
  ])
  const sales = await pia.query<SalesPage>('seller.sales', { limit: 1 })
  expect(sales.ok && sales.value.items).toMatchObject([
    { orderId, titles: ['Melody'], gross: { amount: 777 }, fee: { amount: 78 }, net: { amount: 699 }, payout: 'sent' },
  ])
})

it('pays once though Stripe’s answer was lost and its memory of the key has gone', async () => {
  await house.sandbox.fault({ action: 'server_error', operation: 'POST /v1/transfers', when: 'after_commit', count: 1 })
  const shopper = new Shopper(house.url)
  await shopper.fill('melody', 'sheets')
  const { orderId, sessionId } = await shopper.startPayable()
  await house.sandbox.pay(sessionId)
  await until('the answer is lost', async () => (await transfersOf(orderId))[0]?.last_error === 'no answer')
  await house.sandbox.clearFaults()
  await house.sandbox.advance(2 * 86_400)
  await until('the shop’s clock has followed', async () => house.deps.clock.now() > addDays(new Date(), 1))
  await sweepTransfers(house.deps)
  await until('the transfer is known', async () => (await transfersOf(orderId))[0]?.state === 'succeeded')
  const made = await house.sandbox.stripe<{ data: { id: string; amount: number }[] }>(
    `transfers?transfer_group=${orderId}`,
  )
  const [transfer] = await transfersOf(orderId)
  expect(made.data).toMatchObject([{ id: transfer?.provider_transfer_id, amount: 699 }])
})

it('pays a seller who was disconnected between sale and transfer when they are back with another account', async () => {
  const leo = await signInAs('leo')
  await house.sandbox.fault({
    action: 'server_error',
    operation: 'POST /v1/transfers',
    when: 'before_commit',
    stored: false,
  })
  const shopper = new Shopper(house.url)
  await shopper.fill('etude', 'sheets')
  const { orderId, sessionId } = await shopper.startPayable()
  await house.sandbox.pay(sessionId)
  const stateOf = async () => (await transfersOf(orderId))[0]
  await until('there is no answer', async () => (await stateOf())?.last_error === 'no answer')
  await house.sandbox.clearFaults()
  await inInbox(await house.sandbox.trigger('account.application.deauthorized', SELLERS.leo.accountId))
  await house.sandbox.advance(3600)
  await until('it is refused', async () => {
    await sweepTransfers(house.deps)
    return (await stateOf())?.state === 'failed'
  })

  const transferId = (await stateOf())?.id ?? ''
  const retry = () => COMMANDS['retry-transfer']?.run(house.deps, [transferId])
  expect(await retry()).toBe(0)
  await until('it is refused again', async () => {
    const transfer = await stateOf()
    return transfer?.generation === 2 && transfer.state === 'failed'
  })

  expect((await leo.mutate('seller.begin', { name: 'Leo' })).ok).toBe(true)
  const accountId = await accountIdOf(leo)
  expect(accountId).not.toBe(SELLERS.leo.accountId)
  await house.sandbox.onboard(accountId)
  await until('the transfer is made', async () => (await stateOf())?.state === 'succeeded')
  const made = await house.sandbox.stripe<{ data: object[] }>(`transfers?transfer_group=${orderId}`)
  expect(made.data).toMatchObject([{ destination: accountId, amount: 333 - 42 }])
  expect(await retry()).toBe(1)
  const balance = await house.sandbox.stripe<Balance>('balance', accountId)
  expect([...balance.available, ...balance.pending].reduce((sum, part) => sum + part.amount, 0)).toBe(333 - 42)
})

it('leaves a sound shop', () => expectSound(house))
