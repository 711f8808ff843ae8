import { newId, type SiteId } from '@cashwrap/shared/ids'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertOrder } from '../../../test/support/builders/order.ts'
import { insertProduct } from '../../../test/support/builders/product.ts'
import { insertSite } from '../../../test/support/builders/site.ts'
import { insertUser } from '../../../test/support/builders/user.ts'
import { cloneDatabase, fixedClock, recordingEnqueue, type TestDatabase } from '../../../test/support/index.ts'
import { transact } from '../../platform/db/transaction.ts'
import { systemActor } from '../auth/index.ts'
import { examine } from '../reconciliation/index.ts'
import { ensureUserAccount } from './account-store.ts'
import { adjustCredits } from './adjust-credits.ts'
import { takeBackPurchase } from './grant-purchase.ts'
import { balancesOf } from './ledger-store.ts'
import { readSiteCredits, spendSiteCredits } from './site-credits.ts'

let database: TestDatabase
let siteId: SiteId
let nextUser = 1
const clock = fixedClock()
const { enqueue } = recordingEnqueue()
const actor = systemActor('test')
const freeCredits = { article: 3, image: 5, rewrite: 0 }
const deps = () => ({ db: database.db, clock, enqueue, config: { plugin: { freeCredits } } })

beforeAll(async () => {
  database = await cloneDatabase()
  siteId = await insertSite(database.db)
})
afterAll(() => database[Symbol.asyncDispose]())

const newUser = () => ({ siteId, siteUserId: nextUser++, email: 'ann@shop.example', emailIsHint: false })
type User = ReturnType<typeof newUser>

const read = async (user: User) => (await readSiteCredits(deps(), actor, user)).value.credits
const give = (user: User, bucket: 'promotion' | 'plan' | 'bought', credits: number, creditType = 'article') =>
  adjustCredits(deps(), actor, {
    whose: { site: user.siteId, siteUserId: user.siteUserId },
    creditType,
    bucket,
    credits,
    note: 'test',
    key: newId(Date.now()),
  })
const spend = (user: User, amount: number, key: string | null = null, creditType = 'article') =>
  spendSiteCredits(deps(), actor, { ...user, creditType, amount, key })
const accountOf = (user: User) =>
  database.db
    .selectFrom('credit_accounts')
    .selectAll()
    .where('site_id', '=', user.siteId)
    .where('site_user_id', '=', user.siteUserId)
    .execute()
const buckets = async (user: User, creditType = 'article') => {
  const [account] = await accountOf(user)
  const all = account ? await balancesOf(database.db, account.id) : []
  return all.find((one) => one.creditType === creditType)
}
const expectSound = async () => {
  const examined = await examine(deps(), actor, undefined)
  expect(examined.ok && examined.value.findings.filter(({ id }) => id === 'I4')).toEqual([])
}

describe('a new account', () => {
  it('begins with the free credits, once, however many ask at the same moment', async () => {
    const user = newUser()
    const seen = await Promise.all(Array.from({ length: 20 }, () => read(user)))
    for (const credits of seen) expect(credits).toEqual({ article: 3, image: 5, rewrite: 0 })
    expect(await accountOf(user)).toHaveLength(1)
    await expectSound()
  })
  it('is another one for the same number on another site', async () => {
    const user = newUser()
    const elsewhere = { ...user, siteId: await insertSite(database.db, `another-${user.siteUserId}`) }
    await read(user)
    await give(user, 'bought', 7)
    expect(await read(elsewhere)).toEqual({ article: 3, image: 5, rewrite: 0 })
    expect((await spend(elsewhere, 4)).ok).toBe(false)
    expect(await read(user)).toEqual({ article: 10, image: 5, rewrite: 0 })
  })
  it('is made by a first spending too, which takes from the free credits', async () => {
    const user = newUser()
    expect(await spend(user, 2)).toMatchObject({ ok: true, value: { credits: { article: 1, image: 5, rewrite: 0 } } })
    expect(await read(user)).toEqual({ article: 1, image: 5, rewrite: 0 })
  })
})

describe('the address of an account', () => {
  const addressOf = async (user: User) =>
    (await accountOf(user)).map(({ email, email_is_hint }) => [email, email_is_hint])
  it('is the latest good one, and no hint replaces it', async () => {
    const user = { ...newUser(), email: 'ann blog@shop.example', emailIsHint: true }
    await read(user)
    expect(await addressOf(user)).toEqual([['ann blog@shop.example', true]])
    await spend({ ...user, email: 'ann+blog@shop.example', emailIsHint: false }, 1)
    expect(await addressOf(user)).toEqual([['ann+blog@shop.example', false]])
    await read(user)
    expect(await addressOf(user)).toEqual([['ann+blog@shop.example', false]])
    await spend({ ...user, email: 'new@shop.example', emailIsHint: false }, 1)
    expect(await addressOf(user)).toEqual([['new@shop.example', false]])
    expect(await read(user)).toEqual({ article: 1, image: 5, rewrite: 0 })
  })
})

describe('spending', () => {
  it('takes promotions first, then the plan, then what was bought', async () => {
    const user = newUser()
    await read(user)
    await give(user, 'plan', 4)
    await give(user, 'bought', 10)
    await spend(user, 2)
    expect(await buckets(user)).toMatchObject({ promotion: 1, plan: 4, bought: 10, total: 15 })
    await spend(user, 6)
    expect(await buckets(user)).toMatchObject({ promotion: 0, plan: 0, bought: 9, total: 9 })
    expect(await spend(user, 10)).toMatchObject({
      ok: false,
      failure: { kind: 'not-enough-credits', creditType: 'article', balance: 9 },
    })
    expect(await buckets(user)).toMatchObject({ total: 9 })
    const [account] = await accountOf(user)
    const refused = await database.db
      .selectFrom('audit_log')
      .select('facts')
      .where('action', '=', 'credits.refused')
      .where('subject_id', '=', account?.id ?? '')
      .execute()
    expect(refused).toEqual([{ facts: { creditType: 'article', amount: 10, balance: 9 } }])
  })
  it('of a balance of 100 by 200 at once ends at exactly 0', async () => {
    const user = newUser()
    await read(user)
    await give(user, 'plan', 30)
    await give(user, 'bought', 67)
    const others = database.openAnother()
    const spent = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        spendSiteCredits({ ...deps(), db: index % 2 === 0 ? database.db : others }, actor, {
          ...user,
          creditType: 'article',
          amount: 1,
          key: null,
        }),
      ),
    )
    expect(spent.filter((one) => one.ok)).toHaveLength(100)
    expect(await buckets(user)).toMatchObject({ promotion: 0, plan: 0, bought: 0, total: 0 })
    const entries = await database.db
      .selectFrom('credit_entries as e')
      .innerJoin('credit_accounts as a', 'a.id', 'e.account_id')
      .select('e.balance')
      .where('a.site_user_id', '=', user.siteUserId)
      .where('e.kind', '=', 'spend')
      .orderBy('e.balance')
      .execute()
    expect(entries.map(({ balance }) => balance)).toEqual(Array.from({ length: 100 }, (_, index) => index))
    await expectSound()
  })
  it('with one key takes once, of fifty at once', async () => {
    const user = newUser()
    await read(user)
    await give(user, 'bought', 100)
    const spent = await Promise.all(Array.from({ length: 50 }, () => spend(user, 5, 'one-use')))
    expect(new Set(spent.map((one) => one.ok && one.value.entryId)).size).toBe(1)
    expect(await buckets(user)).toMatchObject({ total: 98 })
    expect(await spend(user, 6, 'one-use')).toMatchObject({ ok: false, failure: { kind: 'idempotency-key-reused' } })
    expect(await spend(user, 5, 'another-use')).toMatchObject({ ok: true })
    expect(await buckets(user)).toMatchObject({ total: 93 })
  })
  it('is two statements at most for a known user, and one where the address is as known', async () => {
    const user = newUser()
    await read(user)
    const before = database.statements.length
    await read(user)
    expect(database.statements.length - before).toBe(1)
    await spend(user, 1)
    expect(database.statements.length - before).toBe(2)
  })
})

describe('an operator', () => {
  it('gives and takes, never more than is there, and once per act', async () => {
    const user = newUser()
    await read(user)
    const act = {
      whose: { site: user.siteId, siteUserId: user.siteUserId },
      creditType: 'article',
      bucket: 'bought' as const,
      credits: 10,
      note: 'sorry',
      key: `act-${user.siteUserId}`,
    }
    await adjustCredits(deps(), actor, act)
    await adjustCredits(deps(), actor, act)
    expect(await buckets(user)).toMatchObject({ promotion: 3, bought: 10 })
    expect(await adjustCredits(deps(), actor, { ...act, credits: -11, key: 'too-much' })).toMatchObject({
      ok: false,
      failure: { kind: 'not-enough-credits', balance: 10 },
    })
    expect(await give(user, 'bought', -10)).toMatchObject({ ok: true })
    expect(await buckets(user)).toMatchObject({ promotion: 3, bought: 0, owed: 0 })
  })
  it('is nobody else', async () => {
    const shopper = { ...actor, kind: 'visitor' as const }
    const asked = {
      whose: { email: 'owner@buyers.test' },
      creditType: 'article',
      bucket: 'bought' as const,
      credits: 1,
      note: '',
      key: 'k',
    }
    expect(await adjustCredits(deps(), shopper, asked)).toMatchObject({ ok: false, failure: { kind: 'not-allowed' } })
  })
})

describe('money that goes back', () => {
  it('takes what is unspent, once, and the rest is owed', async () => {
    const user = newUser()
    await read(user)
    await give(user, 'bought', 10)
    await spend(user, 9)
    const [account] = await accountOf(user)
    if (!account) throw new Error('no account')
    const { orderId } = await insertOrder(database.db, {
      productId: await insertProduct(database.db),
      lines: [{ sellerId: null, total: 750 }],
    })
    const refund = {
      refundId: `refund-${user.siteUserId}`,
      orderId,
      accountId: account.id,
      creditType: 'article',
      credits: 10,
      at: clock.now(),
    }
    const back = () => transact(database.db, (tx) => takeBackPurchase(tx, deps(), refund))
    expect((await Promise.all([back(), back(), back()])).filter(Boolean)).toEqual([{ taken: 4, owed: 6 }])
    expect(await buckets(user)).toMatchObject({ promotion: 0, bought: 0, owed: 6, total: 0 })
    await expectSound()
  })
})

describe('the ledger', () => {
  it('cannot be changed or shortened, and a balance cannot be negative', async () => {
    const user = newUser()
    await read(user)
    await expect(database.db.updateTable('credit_entries').set({ note: 'x' }).execute()).rejects.toThrow(
      /stays as it is/,
    )
    await expect(database.db.deleteFrom('credit_entries').execute()).rejects.toThrow(/stays as it is/)
    await expect(database.db.updateTable('credit_balances').set({ bought: -1 }).execute()).rejects.toThrow(
      /never_negative/,
    )
  })
  it('sums to the balances after anything that may happen', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.record({ act: fc.constant('spend' as const), amount: fc.integer({ min: 1, max: 12 }) }),
            fc.record({
              act: fc.constant('give' as const),
              bucket: fc.constantFrom('promotion' as const, 'plan' as const, 'bought' as const),
              amount: fc.integer({ min: -6, max: 9 }).filter((amount) => amount !== 0),
            }),
          ),
          { minLength: 1, maxLength: 12 },
        ),
        async (acts) => {
          const user = newUser()
          await read(user)
          const model = { promotion: 3, plan: 0, bought: 0 }
          for (const one of acts) {
            const total = model.promotion + model.plan + model.bought
            if (one.act === 'give') {
              const done = await give(user, one.bucket, one.amount)
              expect(done.ok).toBe(model[one.bucket] + one.amount >= 0)
              if (done.ok) model[one.bucket] += one.amount
            } else {
              const done = await spend(user, one.amount)
              expect(done.ok).toBe(total >= one.amount)
              let left = done.ok ? one.amount : 0
              for (const bucket of ['promotion', 'plan', 'bought'] as const) {
                const taken = Math.min(left, model[bucket])
                model[bucket] -= taken
                left -= taken
              }
            }
            expect(await buckets(user)).toMatchObject(model)
          }
        },
      ),
      { numRuns: 25 },
    )
    await expectSound()
  })
  it('gives a user of the shop one account, of many who ask at once', async () => {
    const { user } = await insertUser(database.db, 'owner@buyers.test')
    const made = await Promise.all(
      Array.from({ length: 10 }, () => transact(database.db, (tx) => ensureUserAccount(tx, user.id, clock.now()))),
    )
    expect(new Set(made).size).toBe(1)
  })
})
