import { ProductPage, Product as ProductSchema } from '@cashwrap/shared/contracts/catalogue'
import { newId } from '@cashwrap/shared/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertProduct } from '../../../test/support/builders/product.ts'
import { insertUser, visitor } from '../../../test/support/builders/user.ts'
import { cloneDatabase, fixedClock, recordingEnqueue, type TestDatabase } from '../../../test/support/index.ts'
import { isUniqueViolation } from '../../platform/db/pg-errors.ts'
import { systemActor } from '../auth/index.ts'
import {
  findProductByExternalId,
  getProduct,
  listProducts,
  priceableProducts,
  publishProduct,
  replacePrice,
  unpublishProduct,
} from './index.ts'

let database: TestDatabase
const clock = fixedClock()
const operator = systemActor('cli')
const { enqueue } = recordingEnqueue()
const deps = () => ({ db: database.db, clock, enqueue, config: { shop: { currency: 'USD' } } })
const prices = async (id: Parameters<typeof priceableProducts>[1][number]) =>
  (await priceableProducts(database.db, [id]))[0]?.prices.map(({ amount, currency, interval }) => ({
    amount,
    currency,
    interval,
  }))

beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database[Symbol.asyncDispose]())

describe('a price', () => {
  it('is replaced by a new row, while the old one stays as it was', async () => {
    const id = await insertProduct(database.db)
    const replaced = await replacePrice(deps(), operator, { productId: id, price: { amount: 1200, currency: 'USD' } })
    expect(replaced.ok).toBe(true)
    expect(await prices(id)).toEqual([{ amount: 1200, currency: 'USD', interval: null }])
    const rows = await database.db
      .selectFrom('prices')
      .select(['unit_amount', 'active', 'retired_at'])
      .where('product_id', '=', id)
      .orderBy('unit_amount')
      .execute()
    expect(rows).toEqual([
      { unit_amount: 1000, active: false, retired_at: clock.now() },
      { unit_amount: 1200, active: true, retired_at: null },
    ])
    const audit = await database.db
      .selectFrom('audit_log')
      .select(['action', 'facts', 'actor_id'])
      .where('subject_id', '=', id)
      .execute()
    expect(audit).toEqual([
      { action: 'price.replaced', actor_id: 'cli', facts: expect.objectContaining({ was: 1000, now: 1200 }) },
    ])
  })

  it('stands beside those of other currencies and intervals', async () => {
    const id = await insertProduct(database.db, {
      kind: 'plan',
      prices: [{ amount: 990, currency: 'USD', interval: 'month' }],
    })
    await replacePrice(deps(), operator, { productId: id, price: { amount: 9900, currency: 'USD' }, interval: 'year' })
    await replacePrice(deps(), operator, { productId: id, price: { amount: 900, currency: 'EUR' }, interval: 'month' })
    await replacePrice(deps(), operator, { productId: id, price: { amount: 1090, currency: 'USD' }, interval: 'month' })
    expect(await prices(id)).toEqual([
      { amount: 900, currency: 'EUR', interval: 'month' },
      { amount: 1090, currency: 'USD', interval: 'month' },
      { amount: 9900, currency: 'USD', interval: 'year' },
    ])
  })

  it('leaves one active price when several replace it at once', async () => {
    const id = await insertProduct(database.db)
    const outcomes = await Promise.all(
      [1, 2, 3, 4, 5].map((amount) =>
        replacePrice(deps(), operator, { productId: id, price: { amount, currency: 'USD' } }),
      ),
    )
    expect(outcomes.every((outcome) => outcome.ok)).toBe(true)
    expect(await prices(id)).toHaveLength(1)
  })

  it.each([
    ['unit_amount', { unit_amount: 1 }],
    ['currency', { currency: 'EUR' }],
    ['interval', { interval: 'year' as const }],
  ])('cannot be edited: %s', async (_, change) => {
    const id = await insertProduct(database.db)
    const edit = database.db.updateTable('prices').set(change).where('product_id', '=', id).execute()
    await expect(edit).rejects.toMatchObject({ constraint: 'prices_never_edited' })
    expect(await prices(id)).toEqual([{ amount: 1000, currency: 'USD', interval: null }])
  })

  it('cannot have a twin', async () => {
    const id = await insertProduct(database.db)
    const twin = database.db
      .insertInto('prices')
      .values({
        id: newId(0),
        external_id: 'twin',
        product_id: id,
        currency: 'USD',
        unit_amount: 5,
        interval: null,
        created_at: clock.now(),
        retired_at: null,
      })
      .execute()
    await expect(twin).rejects.toSatisfy((error) => isUniqueViolation(error, 'prices_one_active'))
  })

  it.each([
    [{ amount: -1, currency: 'USD' }, 'price.amount'],
    [{ amount: 1.5, currency: 'USD' }, 'price.amount'],
    [{ amount: 1, currency: 'XXX' }, 'price.currency'],
  ])('is refused as %j', async (price, path) => {
    const id = await insertProduct(database.db)
    const refused = await replacePrice(deps(), operator, { productId: id, price })
    expect(refused).toMatchObject({ ok: false, failure: { kind: 'invalid-input', fields: [{ path }] } })
  })
})

describe('publishing', () => {
  it('shows and hides a product', async () => {
    const id = await insertProduct(database.db, { status: 'draft', slug: 'shown', title: 'Shown and hidden' })
    const isShown = async () => (await getProduct(deps(), visitor, { slug: 'shown' })).ok
    expect(await isShown()).toBe(false)
    expect(await publishProduct(deps(), operator, { productId: id })).toEqual({ ok: true, value: undefined })
    expect(await isShown()).toBe(true)
    expect(await unpublishProduct(deps(), operator, { productId: id })).toEqual({ ok: true, value: undefined })
    expect(await isShown()).toBe(false)
    expect((await priceableProducts(database.db, [id]))[0]?.status).toBe('unpublished')
  })

  it('wants a price first', async () => {
    const id = await insertProduct(database.db, { status: 'draft', prices: [] })
    expect(await publishProduct(deps(), operator, { productId: id })).toMatchObject({
      ok: false,
      failure: { kind: 'not-for-sale' },
    })
    expect((await priceableProducts(database.db, [id]))[0]).toMatchObject({
      status: 'draft',
      availability: 'not-on-sale-yet',
    })
  })

  it('is for staff and the operator alone', async () => {
    const id = await insertProduct(database.db)
    const buyer = await insertUser(database.db, 'buyer@example.com')
    const staff = await insertUser(database.db, 'staff@example.com', ['staff'])
    for (const actor of [visitor, buyer]) {
      const notAllowed = { ok: false, failure: { kind: 'not-allowed' } }
      expect(await publishProduct(deps(), actor, { productId: id })).toEqual(notAllowed)
      expect(await unpublishProduct(deps(), actor, { productId: id })).toEqual(notAllowed)
      expect(await replacePrice(deps(), actor, { productId: id, price: { amount: 1, currency: 'USD' } })).toEqual(
        notAllowed,
      )
    }
    expect((await unpublishProduct(deps(), staff, { productId: id })).ok).toBe(true)
  })

  it('answers not-found for a product that is not there', async () => {
    const notFound = { ok: false, failure: { kind: 'not-found', what: 'product' } }
    expect(await publishProduct(deps(), operator, { productId: newId(0) })).toEqual(notFound)
    expect(await unpublishProduct(deps(), operator, { productId: newId(0) })).toEqual(notFound)
    expect(
      await replacePrice(deps(), operator, { productId: newId(0), price: { amount: 1, currency: 'USD' } }),
    ).toEqual(notFound)
  })
})

describe('reading', () => {
  it('gives a product page in one statement, by any slug', async () => {
    await insertProduct(database.db, { slug: 'page', title: 'A page' })
    const before = database.statements.length
    const found = await getProduct(deps(), visitor, { slug: 'page' })
    expect(database.statements.length - before).toBe(1)
    if (!found.ok) throw new Error('the product is published')
    expect(ProductSchema.parse(found.value)).toMatchObject({ title: 'A page', lessons: [], files: [], event: null })
    for (const slug of ['nope', "pa'ge", 'pa\0ge']) expect((await getProduct(deps(), visitor, { slug })).ok).toBe(false)
  })

  it('prices any number of products in one statement and leaves out what it does not know', async () => {
    const ids = await Promise.all([
      insertProduct(database.db, { seats: 2 }),
      insertProduct(database.db),
      insertProduct(database.db),
    ])
    const before = database.statements.length
    const found = await priceableProducts(database.db, [...ids, newId(0)])
    expect(database.statements.length - before).toBe(1)
    expect(new Set(found.map((product) => product.id))).toEqual(new Set(ids))
    expect(found.map((product) => product.seatsLeft).sort()).toEqual([2, null, null])
    expect(await priceableProducts(database.db, [])).toEqual([])
  })

  it('matches an external id as it is', async () => {
    const id = await insertProduct(database.db, { externalId: 'prod_7' })
    expect((await findProductByExternalId(database.db, 'prod_7'))?.id).toBe(id)
    for (const unknown of ['PROD_7', 'prod_7 ', '', "prod_7'", 'prod\0_7'])
      expect(await findProductByExternalId(database.db, unknown)).toBeUndefined()
  })
})

it('lists still hold what the contract promises after all of this', async () => {
  const page = await listProducts(deps(), visitor, { sort: 'price-low', limit: 100 })
  expect(page.ok && ProductPage.safeParse(page.value).success).toBe(true)
})
