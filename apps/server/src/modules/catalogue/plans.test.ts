import { PlanList } from '@cashwrap/shared/contracts/subscriptions'
import type { PriceId, ProductId } from '@cashwrap/shared/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertProduct } from '../../../test/support/builders/product.ts'
import { insertSeller } from '../../../test/support/builders/seller.ts'
import { visitor } from '../../../test/support/builders/user.ts'
import { cloneDatabase, type TestDatabase } from '../../../test/support/index.ts'
import {
  changeOptionsOf,
  findPlanOffer,
  findPriceByExternalId,
  findUnitCredits,
  listPlans,
  planOfPrice,
} from './index.ts'

let database: TestDatabase
const deps = () => ({ db: database.db, config: { shop: { currency: 'USD' } } })
const priceOf = async (externalId: string): Promise<PriceId> =>
  (await database.db.selectFrom('prices').select('id').where('external_id', '=', externalId).executeTakeFirstOrThrow())
    .id
const byMonthAndYear = (name: string, amount: number, currency = 'USD') => [
  { amount, currency, interval: 'month' as const, externalId: `${name}_month` },
  { amount: amount * 10, currency, interval: 'year' as const, externalId: `${name}_year` },
]
const retire = (externalId: string) =>
  database.db
    .updateTable('prices')
    .set({ active: false, retired_at: new Date('2026-05-03') })
    .where('external_id', '=', externalId)
    .execute()
const NOT_FOUND = (what: string) => ({ ok: false, failure: { kind: 'not-found', what } })

let room: ProductId

beforeAll(async () => {
  database = await cloneDatabase()
  const { db } = database
  const sellerId = await insertSeller(db, 'pia', 'Pia')
  const parts = [
    await insertProduct(db, { slug: 'second-part', title: 'Second' }),
    await insertProduct(db, { slug: 'hidden-part', status: 'unpublished' }),
    await insertProduct(db, { slug: 'first-part', title: 'First' }),
  ]
  room = await insertProduct(db, {
    kind: 'plan',
    slug: 'room',
    title: 'Room',
    position: 2,
    prices: [...byMonthAndYear('room', 900), ...byMonthAndYear('room_eur', 800, 'EUR')],
    parts: parts.reverse(),
    plan: { trialDays: 14, credits: { type: 'token', month: 20 } },
  })
  await insertProduct(db, {
    kind: 'plan',
    slug: 'school',
    position: 1,
    prices: byMonthAndYear('school', 1900),
    plan: { credits: { type: 'token', month: 60, year: 720 } },
  })
  await insertProduct(db, { kind: 'plan', slug: 'bare', position: 3, prices: byMonthAndYear('bare', 300) })
  await insertProduct(db, {
    kind: 'plan',
    slug: 'club',
    position: 4,
    prices: byMonthAndYear('club', 1200),
    sellerId,
    plan: { opensSellerId: sellerId },
  })
  await insertProduct(db, { kind: 'plan', slug: 'draft', status: 'draft', prices: byMonthAndYear('draft', 100) })
  await insertProduct(db, { kind: 'plan', slug: 'once', prices: [{ amount: 5, currency: 'USD', externalId: 'once' }] })
  await insertProduct(db, {
    slug: 'course',
    externalId: 'the-course',
    prices: [
      { amount: 1000, currency: 'USD', externalId: 'course_usd' },
      { amount: 900, currency: 'EUR', externalId: 'course_eur' },
      { amount: 100, currency: 'USD', interval: 'month', externalId: 'course_month' },
    ],
  })
  await insertProduct(db, {
    status: 'unpublished',
    prices: [{ amount: 1000, currency: 'USD', externalId: 'hidden_usd' }],
  })
})
afterAll(() => database[Symbol.asyncDispose]())

describe('an offer', () => {
  it('is a plan at one of its prices, with the credits of that interval', async () => {
    const expected = {
      productId: room,
      slug: 'room',
      title: 'Room',
      summary: 'What it is.',
      pictureSeed: 'seed',
      sellerId: null,
      priceId: await priceOf('room_month'),
      priceExternalId: 'room_month',
      interval: 'month',
      money: { amount: 900, currency: 'USD' },
      trialDays: 14,
      allowance: { creditType: 'token', credits: 20 },
    }
    expect(await findPlanOffer(deps(), { price: 'room_month' })).toEqual({ ok: true, value: expected })
    expect(await findPlanOffer(deps(), { priceId: expected.priceId })).toEqual({ ok: true, value: expected })
    expect(await findPlanOffer(deps(), { price: 'room_year' })).toMatchObject({ value: { allowance: null } })
    expect(await findPlanOffer(deps(), { price: 'bare_year' })).toMatchObject({
      value: { trialDays: 0, allowance: null, interval: 'year', money: { amount: 3000, currency: 'USD' } },
    })
  })

  it.each(['draft_month', 'once', 'course_month', 'course_usd', 'nothing', 'a\0', ''])(
    'is not found by %j',
    async (price) => {
      expect(await findPlanOffer(deps(), { price })).toEqual(NOT_FOUND('plan'))
    },
  )

  it('ends with its price or its plan, which a running subscription does not', async () => {
    const { db } = database
    const prices = byMonthAndYear('ending', 700)
    const productId = await insertProduct(db, { kind: 'plan', slug: 'ending', prices })
    const priceId = await priceOf('ending_month')
    await retire('ending_month')
    expect(await findPlanOffer(deps(), { price: 'ending_year' })).toMatchObject({ ok: true })
    expect(await findPlanOffer(deps(), { priceId })).toEqual(NOT_FOUND('plan'))
    expect(await planOfPrice(db, priceId)).toMatchObject({ productId, money: { amount: 700, currency: 'USD' } })
    await db.updateTable('products').set({ status: 'unpublished' }).where('id', '=', productId).execute()
    expect(await findPlanOffer(deps(), { price: 'ending_year' })).toEqual(NOT_FOUND('plan'))
    expect(await planOfPrice(db, await priceOf('ending_year'))).toMatchObject({ slug: 'ending' })
    expect(await planOfPrice(db, await priceOf('course_month'))).toBeUndefined()
  })
})

describe('the list of plans', () => {
  it('shows those on sale in the shop’s order, with what they open, in one statement', async () => {
    const before = database.statements.length
    const listed = await listPlans(deps(), visitor, undefined)
    expect(database.statements.length - before).toBe(1)
    const { items } = PlanList.parse(listed.value)
    expect(items.map((plan) => plan.slug)).toEqual(['school', 'room', 'bare', 'club'])
    expect(items[1]).toMatchObject({
      trialDays: 14,
      creditType: 'token',
      seller: null,
      subscription: null,
      opens: {
        products: [
          { slug: 'first-part', title: 'First' },
          { slug: 'second-part', title: 'Second' },
        ],
        sellerName: null,
      },
    })
    expect(items[1]?.prices.map(({ externalId, credits, price }) => [externalId, price.amount, credits])).toEqual([
      ['room_month', 900, 20],
      ['room_year', 9000, null],
      ['room_eur_month', 800, 20],
      ['room_eur_year', 8000, null],
    ])
    expect(items[3]).toMatchObject({
      seller: { slug: 'pia', name: 'Pia' },
      opens: { products: [], sellerName: 'Pia' },
    })
  })
})

describe('what one may change to', () => {
  it.each([
    ['room_month', ['school_month', 'room_year', 'bare_month']],
    ['room_year', ['school_year', 'room_month', 'bare_year']],
    ['room_eur_month', ['room_eur_year']],
    ['club_month', ['club_year']],
  ])('from %s is the same seller’s in the same currency', async (from, to) => {
    const options = await changeOptionsOf(database.db, await priceOf(from))
    expect(options.map((option) => option.priceExternalId)).toEqual(to)
  })

  it('is told of a price that is no longer sold, too', async () => {
    const { db } = database
    const sellerId = await insertSeller(db, 'leo')
    await insertProduct(db, { kind: 'plan', slug: 'old', sellerId, prices: byMonthAndYear('old', 700) })
    await insertProduct(db, { kind: 'plan', slug: 'new', sellerId, prices: byMonthAndYear('new', 800) })
    await retire('old_month')
    const options = await changeOptionsOf(db, await priceOf('old_month'))
    expect(options.map((option) => option.priceExternalId).sort()).toEqual(['new_month', 'old_year'])
    await db.updateTable('products').set({ status: 'unpublished' }).where('seller_id', '=', sellerId).execute()
    expect(await changeOptionsOf(db, await priceOf('old_month'))).toEqual([])
  })
})

describe('a price by itself', () => {
  const find = (externalId: string) => findPriceByExternalId(deps(), visitor, { externalId })

  it('is a plan’s, or of something bought once', async () => {
    expect(await find('room_year')).toMatchObject({ ok: true, value: { kind: 'plan', offer: { slug: 'room' } } })
    expect(await find('course_eur')).toEqual({
      ok: true,
      value: { kind: 'once', offer: { product: 'the-course', kinds: ['course'], price: 'course_eur' } },
    })
  })

  it.each(['draft_month', 'once', 'course_month', 'hidden_usd', 'nothing', 'a\0'])('is not found: %j', async (name) => {
    expect(await find(name)).toEqual(NOT_FOUND('product'))
  })
})

describe('credits one by one', () => {
  it('are sold by the first package that gives one and costs something', async () => {
    const { db } = database
    const find = () => findUnitCredits(deps(), visitor, undefined)
    expect(await find()).toEqual(NOT_FOUND('product'))
    const give = async (externalId: string, credits: number, position: number, amount: number) => {
      const productId = await insertProduct(db, {
        kind: 'credit_package',
        externalId,
        position,
        prices: [{ amount, currency: 'USD' }],
      })
      await db
        .insertInto('credit_packages')
        .values({ product_id: productId, credit_type: 'token', credits, discount: null })
        .execute()
    }
    await give('ten', 10, 1, 900)
    await give('gift', 1, 2, 0)
    await give('later', 1, 4, 100)
    await give('unit', 1, 3, 100)
    expect(await find()).toEqual({
      ok: true,
      value: { product: 'unit', kinds: ['credit_package'], creditType: 'token' },
    })
  })
})
