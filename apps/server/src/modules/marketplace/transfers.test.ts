import { newId, type OrderId, type SellerId } from '@cashwrap/shared/ids'
import { fail, ok } from '@cashwrap/shared/result'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { insertOrder } from '../../../test/support/builders/order.ts'
import { insertProduct } from '../../../test/support/builders/product.ts'
import {
  type FakeSellerAccounts,
  fakeSellerAccounts,
  READY_ACCOUNT,
} from '../../../test/support/fake-seller-accounts.ts'
import { type FixedClock, fixedClock } from '../../../test/support/fixed-clock.ts'
import { recordingEnqueue } from '../../../test/support/recording-enqueue.ts'
import { cloneDatabase, type TestDatabase } from '../../../test/support/test-database.ts'
import { until } from '../../../test/support/until.ts'
import { systemActor } from '../auth/index.ts'
import {
  completeShares,
  insertShares,
  refreshAccount,
  retryTransfer,
  sendTransfer,
  sharesFor,
  sharesOf,
  sweepTransfers,
} from './index.ts'

let database: TestDatabase
let provider: FakeSellerAccounts
let queue: ReturnType<typeof recordingEnqueue>
let clock: FixedClock
let ana: SellerId
let ben: SellerId
let newcomer: SellerId

beforeAll(async () => {
  database = await cloneDatabase()
  ana = await insertSeller('ana', { ready: true, feePpm: null })
  ben = await insertSeller('ben', { ready: true, feePpm: 25_000 })
  newcomer = await insertSeller('newcomer', { ready: false, feePpm: null })
})
afterAll(() => database[Symbol.asyncDispose]())
beforeEach(async () => {
  await database.db.deleteFrom('transfers').execute()
  provider = fakeSellerAccounts()
  queue = recordingEnqueue()
  clock = fixedClock()
})

const deps = () => ({
  db: database.db,
  clock,
  sellerAccounts: provider,
  enqueue: queue.enqueue,
  config: { marketplace: { feePpm: 100_000 } },
})
const actor = systemActor('test')

async function insertSeller(name: string, terms: { ready: boolean; feePpm: number | null }): Promise<SellerId> {
  const id = newId<'seller'>(Date.now())
  await database.db
    .insertInto('sellers')
    .values({
      id,
      external_id: name,
      slug: name,
      name,
      created_at: new Date(),
      account_id: `acct_${name}`,
      charges_enabled: terms.ready,
      fee_ppm: terms.feePpm,
    })
    .execute()
  return id
}

/** A completed order of lines of these sellers, shared out; answers how it was. */
async function sell(lines: { sellerId: SellerId | null; total: number }[], currency = 'USD'): Promise<OrderId> {
  const productId = await insertProduct(database.db)
  const { orderId } = await insertOrder(database.db, { productId, lines, currency })
  await database.db.transaction().execute(async (tx) => {
    const total = lines.reduce((sum, line) => sum + line.total, 0)
    const { shares } = await sharesFor(deps(), tx, { lines, currency, total })
    await insertShares(tx, orderId, shares)
    await completeShares(deps(), tx, actor, { orderId, chargeId: `ch_${orderId}`, at: clock.now() })
  })
  return orderId
}

const transfersOf = (orderId: OrderId) =>
  database.db.selectFrom('transfers').selectAll().where('order_id', '=', orderId).orderBy('amount').execute()
const only = async (orderId: OrderId) => {
  const [transfer, ...more] = await transfersOf(orderId)
  if (!transfer || more.length > 0) throw new Error('not one transfer')
  return transfer
}

it('promises one transfer per seller, at the rate of each, with the sale', async () => {
  const orderId = await sell([
    { sellerId: ana, total: 4999 },
    { sellerId: ben, total: 1200 },
    { sellerId: null, total: 900 },
  ])
  expect(await transfersOf(orderId)).toMatchObject([
    { seller_id: ben, account_id: 'acct_ben', amount: 1170, source_charge_id: `ch_${orderId}`, state: 'requested' },
    { seller_id: ana, account_id: 'acct_ana', amount: 4499, currency: 'USD' },
  ])
  expect(await sharesOf(database.db, orderId)).toMatchObject([
    { sellerId: ana, way: 'transfer', gross: 4999, fee: 500, feePpm: 100_000 },
    { sellerId: ben, way: 'transfer', gross: 1200, fee: 30, feePpm: 25_000 },
  ])
  expect(queue.jobs.map((job) => job.name)).toEqual(['send-transfer', 'send-transfer'])
})

it('promises nothing for what comes with the charge, and nothing twice', async () => {
  const alone = await sell([{ sellerId: ana, total: 4999 }])
  expect(await transfersOf(alone)).toEqual([])
  const shared = await sell([
    { sellerId: ana, total: 100 },
    { sellerId: null, total: 100 },
  ])
  await database.db
    .transaction()
    .execute((tx) => completeShares(deps(), tx, actor, { orderId: shared, chargeId: `ch_${shared}`, at: clock.now() }))
  expect(await transfersOf(shared)).toHaveLength(1)
  const sold = await database.db.selectFrom('order_shares').select('sold_at').where('order_id', '=', alone).execute()
  expect(sold).toEqual([{ sold_at: clock.now() }])
})

it('names the sellers who cannot be paid yet, and asks about all by one statement', async () => {
  const lines = [
    { sellerId: newcomer, total: 100 },
    { sellerId: ana, total: 100 },
    { sellerId: ben, total: 100 },
  ]
  const before = database.statements.length
  const split = await database.db
    .transaction()
    .execute((tx) => sharesFor(deps(), tx, { lines, currency: 'USD', total: 300 }))
  expect(split).toEqual({ shares: [], notReady: [newcomer] })
  expect(database.statements.slice(before).filter((sql) => sql.includes('sellers'))).toHaveLength(1)
  const free = await database.db
    .transaction()
    .execute((tx) => sharesFor(deps(), tx, { lines: [{ sellerId: newcomer, total: 0 }], currency: 'USD', total: 0 }))
  expect(free).toEqual({ shares: [], notReady: [] })
})

it('sends a transfer once, with its own key, out of the charge', async () => {
  const orderId = await sell(
    [
      { sellerId: ana, total: 750 },
      { sellerId: null, total: 300 },
    ],
    'JPY',
  )
  const { id } = await only(orderId)
  await Promise.all([1, 2, 3].map(() => sendTransfer(deps(), actor, { transferId: id })))
  await sendTransfer(deps(), actor, { transferId: id })
  expect(provider.asked[0]).toEqual({
    idempotencyKey: `cashwrap:transfer:${id}`,
    transferId: id,
    orderId,
    sellerId: ana,
    accountId: 'acct_ana',
    chargeId: `ch_${orderId}`,
    amount: 675,
    currency: 'JPY',
    mayExist: false,
  })
  expect(new Set(provider.asked.map((request) => request.idempotencyKey)).size).toBe(1)
  const sent = await only(orderId)
  expect(sent).toMatchObject({ state: 'succeeded', last_error: null, next_attempt_at: null, settled_at: clock.now() })
  expect(sent.provider_transfer_id).toMatch(/^tr_/)
  const told = await database.db.selectFrom('audit_log').select('action').where('subject_id', '=', id).execute()
  expect(told.map(({ action }) => action).sort()).toEqual(['transfer.promised', 'transfer.succeeded'])
})

it('asks again later when there was no answer, and looks first whether it was made', async () => {
  const orderId = await sell([
    { sellerId: ana, total: 750 },
    { sellerId: ben, total: 0 },
    { sellerId: null, total: 300 },
  ])
  const { id } = await only(orderId)
  provider.refusals = [{ kind: 'unknown' }, { kind: 'unknown' }]
  await sendTransfer(deps(), actor, { transferId: id })
  expect(await sweepTransfers(deps())).toBe(0)
  clock.advance(31)
  queue.jobs.length = 0
  expect(await sweepTransfers(deps())).toBe(1)
  expect(queue.jobs).toEqual([{ name: 'send-transfer', payload: { transferId: id } }])
  await sendTransfer(deps(), actor, { transferId: id })
  clock.advance(31)
  expect(await sweepTransfers(deps())).toBe(0)
  clock.advance(30)
  expect(await sweepTransfers(deps())).toBe(1)
  await sendTransfer(deps(), actor, { transferId: id })
  expect(provider.asked.map((request) => request.mayExist)).toEqual([false, true, true])
  expect(await only(orderId)).toMatchObject({ state: 'succeeded', attempts: 3 })
})

it('gives up on what the provider refuses for good', async () => {
  const orderId = await sell([
    { sellerId: ana, total: 750 },
    { sellerId: null, total: 300 },
  ])
  const { id } = await only(orderId)
  provider.refusals = [{ kind: 'refused', reason: 'account_invalid' }]
  await sendTransfer(deps(), actor, { transferId: id })
  expect(await only(orderId)).toMatchObject({ state: 'failed', last_error: 'account_invalid', next_attempt_at: null })
  clock.advance(86_400)
  expect(await sweepTransfers(deps())).toBe(0)
})

describe('a transfer that was refused for good', () => {
  let carl: SellerId
  let sellers = 0
  let id: string
  let orderId: OrderId
  beforeEach(async () => {
    carl = await insertSeller(`carl-${++sellers}`, { ready: true, feePpm: null })
    orderId = await sell([
      { sellerId: carl, total: 750 },
      { sellerId: null, total: 300 },
    ])
    id = (await only(orderId)).id
    provider.refusals = [{ kind: 'refused', reason: 'account_invalid' }]
  })

  /** As when the seller begins again: another account, of which nothing is known yet. */
  const replaceAccount = async () => {
    const accountId = `acct_new_${sellers}`
    provider.accounts.set(accountId, READY_ACCOUNT)
    const nothing = { charges_enabled: false, account_seen_at: null }
    await database.db
      .updateTable('sellers')
      .set({ account_id: accountId, ...nothing })
      .where('id', '=', carl)
      .execute()
    return accountId
  }
  const send = () => sendTransfer(deps(), actor, { transferId: id })
  const told = async () => {
    const rows = database.db.selectFrom('audit_log').select(['action', 'facts']).where('subject_id', '=', id)
    return (await rows.orderBy('at').orderBy('id').execute()).map((row) => row.action)
  }

  it('goes to the account its seller has when that can be paid, as another request, once', async () => {
    await send()
    clock.advance(1)
    const accountId = await replaceAccount()
    queue.jobs.length = 0
    await Promise.all([1, 2, 3].map(() => refreshAccount(deps(), actor, { accountId })))
    expect(queue.jobs).toEqual([{ name: 'send-transfer', payload: { transferId: id } }])
    expect(await only(orderId)).toMatchObject({ state: 'requested', account_id: accountId, generation: 2, attempts: 0 })
    clock.advance(1)
    await send()
    await send()
    expect(provider.asked.slice(1)).toMatchObject([
      { idempotencyKey: `cashwrap:transfer:${id}:2`, transferId: id, accountId, amount: 675, mayExist: true },
    ])
    expect(await only(orderId)).toMatchObject({ state: 'succeeded', last_error: null, settled_at: clock.now() })
    expect((await told()).sort()).toEqual([
      'transfer.failed',
      'transfer.promised',
      'transfer.promised-again',
      'transfer.succeeded',
    ])
    await refreshAccount(deps(), actor, { accountId })
    expect((await only(orderId)).generation).toBe(2)
  })

  it('stays so while the account cannot be paid, and leaves those of others alone', async () => {
    await send()
    const accountId = await replaceAccount()
    provider.accounts.set(accountId, { ...READY_ACCOUNT, chargesEnabled: false })
    await refreshAccount(deps(), actor, { accountId })
    provider.accounts.set('acct_ana', { ...READY_ACCOUNT, requirementsDue: ['external_account'] })
    await refreshAccount(deps(), actor, { accountId: 'acct_ana' })
    expect(await only(orderId)).toMatchObject({ state: 'failed', generation: 1 })
  })

  it('goes on to an account that could be paid before it was refused', async () => {
    const accountId = await replaceAccount()
    await refreshAccount(deps(), actor, { accountId })
    expect(await only(orderId)).toMatchObject({ account_id: `acct_carl-${sellers}`, generation: 1 })
    await send()
    expect(await only(orderId)).toMatchObject({ state: 'requested', account_id: accountId, generation: 2 })
    provider.refusals = [{ kind: 'refused', reason: 'account_invalid' }]
    await send()
    expect(await only(orderId)).toMatchObject({ state: 'failed', account_id: accountId, generation: 2 })
  })

  it('is not settled by an answer to what was asked before', async () => {
    const { promise: answer, resolve } = Promise.withResolvers<void>()
    const slow = { ...provider, transfer: () => answer.then(() => fail({ kind: 'refused' as const, reason: 'late' })) }
    const slowly = sendTransfer({ ...deps(), sellerAccounts: slow }, actor, { transferId: id })
    await until('it is asked for', async () => (await only(orderId)).attempts === 1)
    await send()
    expect((await retryTransfer(deps(), actor, { transferId: id })).ok).toBe(true)
    resolve()
    await slowly
    expect(await only(orderId)).toMatchObject({ state: 'requested', generation: 2, last_error: null })
  })

  it('is promised again by the operator, to the account its seller has now, and only if it was refused', async () => {
    const retry = (transferId: string) => retryTransfer(deps(), actor, { transferId })
    expect(await retry(id)).toEqual({ ok: false, failure: { kind: 'not-failed' } })
    await send()
    const accountId = await replaceAccount()
    const retried = await Promise.all([1, 2, 3].map(() => retry(id)))
    expect(retried.filter(({ ok }) => ok)).toEqual([{ ok: true, value: { accountId } }])
    await send()
    expect(await only(orderId)).toMatchObject({ state: 'succeeded', account_id: accountId, generation: 2 })
    expect(await retry(id)).toEqual({ ok: false, failure: { kind: 'not-failed' } })
    for (const unknown of [newId(0), 'tr_1'])
      expect(await retry(unknown)).toEqual({ ok: false, failure: { kind: 'unknown-transfer' } })
  })

  it('stays promised while the key is another platform’s, which knows neither account nor charge', async () => {
    const made = { account_platform: provider.platformId }
    await database.db.updateTable('sellers').set(made).where('id', '=', carl).execute()
    const other = { ...deps(), sellerAccounts: { ...provider, platform: async () => ok({ platformId: 'acct_other' }) } }
    await sendTransfer(other, actor, { transferId: id })
    expect(await only(orderId)).toMatchObject({ state: 'requested', last_error: 'no answer', generation: 1 })
    provider.refusals = [{ kind: 'refused', reason: 'account_invalid' }]
    await send()
    expect(await only(orderId)).toMatchObject({ state: 'failed' })
  })

  it('cannot be promised to a seller without an account', async () => {
    await send()
    const none = { account_id: null, charges_enabled: false }
    await database.db.updateTable('sellers').set(none).where('id', '=', carl).execute()
    expect(await retryTransfer(deps(), actor, { transferId: id })).toEqual({
      ok: false,
      failure: { kind: 'no-account' },
    })
  })
})
