import { ListProductsInput, type ProductCard, ProductPage, ProductSort } from '@cashwrap/shared/contracts/catalogue'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertOrderLine } from '../../../test/support/builders/order-line.ts'
import { insertProduct } from '../../../test/support/builders/product.ts'
import { insertUser, visitor } from '../../../test/support/builders/user.ts'
import { cloneDatabase, type TestDatabase } from '../../../test/support/index.ts'
import { transact } from '../../platform/db/transaction.ts'
import { grantAccess } from '../access/index.ts'
import type { Actor } from '../auth/index.ts'
import { listProducts } from './index.ts'

let database: TestDatabase
const day = (n: number) => new Date(Date.UTC(2026, 3, n))

const list = async (input: Partial<ListProductsInput>, actor: Actor = visitor) => {
  const deps = { db: database.db, config: { shop: { currency: 'USD' } } }
  const page = await listProducts(deps, actor, ListProductsInput.parse(input))
  if (!page.ok) throw new Error('a list cannot fail')
  return ProductPage.parse(page.value)
}
const titles = (items: ProductCard[]) => items.map((item) => item.title)

beforeAll(async () => {
  database = await cloneDatabase()
  const { db } = database
  for (let n = 0; n < 14; n++) {
    await insertProduct(db, {
      title: `Lighthouse ${n % 4}`,
      slug: `lighthouse-${n}`,
      kind: n % 2 ? 'video' : 'course',
      position: n % 3,
      createdAt: day(1 + (n % 5)),
      prices: [{ amount: [500, 900, 500, 0, 1900][n % 5] ?? 0, currency: 'USD' }],
    })
  }
  await insertProduct(db, {
    title: 'Éclair 日本',
    summary: "A trick-sheet, rock'n'roll and v2.0",
    description: 'Spike \\ backslash',
    prices: [{ amount: 750, currency: 'JPY' }],
  })
  await insertProduct(db, {
    title: 'Two currencies',
    prices: [
      { amount: 100, currency: 'EUR' },
      { amount: 3000, currency: 'USD' },
    ],
  })
  await insertProduct(db, {
    title: 'Plan',
    kind: 'plan',
    prices: [
      { amount: 9900, currency: 'USD', interval: 'year' },
      { amount: 990, currency: 'USD', interval: 'month' },
    ],
  })
  await insertProduct(db, {
    title: 'Same by month and year',
    kind: 'plan',
    prices: [
      { amount: 500, currency: 'USD', interval: 'month' },
      { amount: 500, currency: 'USD', interval: 'year' },
    ],
  })
  await insertProduct(db, { title: 'Francs only', prices: [{ amount: 50, currency: 'XOF' }] })
  await insertProduct(db, { title: 'Euros only', prices: [{ amount: 700, currency: 'EUR' }] })
  await insertProduct(db, { title: 'Eight seats', seats: 8 })
  await insertProduct(db, { title: 'Hidden', status: 'unpublished' })
  await insertProduct(db, { title: 'Drafted', status: 'draft' })
})
afterAll(() => database[Symbol.asyncDispose]())

describe('paging', () => {
  it.each(ProductSort.options)('by %s meets every product once, in the order of one long page', async (sort) => {
    const whole = await list({ sort, limit: 100 })
    expect(whole.nextCursor).toBeNull()
    expect(new Set(whole.items.map((item) => item.id)).size).toBe(21)
    for (const limit of [1, 3, 7]) {
      const seen: ProductCard[] = []
      let cursor: string | undefined
      do {
        const page = await list({ sort, limit, cursor })
        expect(page.items.length).toBeLessThanOrEqual(limit)
        seen.push(...page.items)
        cursor = page.nextCursor ?? undefined
      } while (cursor)
      expect(seen).toEqual(whole.items)
    }
  })

  it('sorts prices by what the shop charges in its own currency, then what is sold in others', async () => {
    const lead = (item: ProductCard) => {
      const own = item.prices.filter((price) => price.currency === 'USD').map((price) => price.amount)
      return own.length ? Math.min(...own) : null
    }
    const low = (await list({ sort: 'price-low', limit: 100 })).items
    const high = (await list({ sort: 'price-high', limit: 100 })).items
    const ownLow = low.map(lead).filter((amount) => amount !== null)
    expect(ownLow).toEqual([...ownLow].sort((a, b) => a - b))
    expect(high.map(lead).filter((amount) => amount !== null)).toEqual([...ownLow].reverse())
    expect(titles(low).slice(-3)).toEqual(['Euros only', 'Éclair 日本', 'Francs only'])
    expect(titles(high).slice(-3)).toEqual(['Éclair 日本', 'Euros only', 'Francs only'])
  })

  it('begins at the first page for a cursor that is not of this list', async () => {
    const first = await list({ limit: 3 })
    const other = await list({ limit: 3, sort: 'title' })
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const forged = [
      'x',
      other.nextCursor ?? '',
      encode([0, 'x']),
      encode([1e300, '00000000-0000-7000-8000-000000000000']),
      encode(['0', "'; drop table products"]),
    ]
    for (const cursor of forged) expect(await list({ limit: 3, cursor })).toEqual(first)
  })

  it('keeps to one kind', async () => {
    const { items } = await list({ kind: 'video', limit: 100 })
    expect(items).toHaveLength(7)
    expect(new Set(items.map((item) => item.kind))).toEqual(new Set(['video']))
  })
})

describe('searching', () => {
  it.each([
    ['lighthouse', 14],
    ['LIGHT', 14],
    ['light 3', 3],
    ['hidden', 0],
    ['éclair', 1],
    ['日本', 1],
    ['trick-sheet', 1],
    ['trick-sh', 1],
    ['sheet', 1],
    ["rock'n", 1],
    ['v2.0', 1],
    ['spike backs', 1],
    ['  ', 21],
    ['& | ! ( ) :* <->', 0],
  ])('%j finds %i', async (search, count) => {
    expect((await list({ search, limit: 100 })).items).toHaveLength(count)
  })

  it('answers any text at all', async () => {
    const nasty = [
      "'",
      "''",
      "'; drop table products; --",
      '\\',
      "\\'",
      ':*',
      '\0',
      'a\0b',
      '!!',
      '(',
      '<->',
      "a':*b",
      '\ud800',
      '%',
      '_',
    ]
    for (const search of nasty) await expect(list({ search, sort: 'price-low' })).resolves.toBeDefined()
    const any = fc.string({
      unit: fc.oneof(
        fc.constantFrom("'", '\\', ':', '*', '&', '|', '!', '(', ')', '<', '-', '>', ' ', '\0'),
        fc.string({ minLength: 1, maxLength: 1, unit: 'binary' }),
      ),
      maxLength: 40,
    })
    await fc.assert(
      fc.asyncProperty(any, async (search) => {
        await list({ search })
      }),
      { numRuns: 150 },
    )
  })
})

describe('a card', () => {
  it('says what can be bought', async () => {
    const availability = async (title: string) => (await list({ search: title })).items[0]?.availability
    expect(await availability('plan')).toBe('on-sale')
    expect(await availability('eight seats')).toBe('on-sale')
    await database.db.updateTable('events').set({ held: 5, sold: 2 }).execute()
    expect((await list({ search: 'eight' })).items[0]?.event?.seatsLeft).toBe(1)
    await database.db.updateTable('events').set({ sold: 3 }).execute()
    expect(await availability('eight seats')).toBe('sold-out')
  })

  it('says what the reader owns, also what waits for their proven address, and nothing of others', async () => {
    const { db } = database
    const buyer = await insertUser(db, 'buyer@example.com')
    const other = await insertUser(db, 'other@example.com')
    const [mine, guests, revoked] = await Promise.all([
      insertProduct(db, { title: 'Mine owned' }),
      insertProduct(db, { title: 'Guest owned' }),
      insertProduct(db, { title: 'Revoked owned' }),
    ])
    const grant = async (productId: typeof mine, userId: typeof buyer.user.id | null, email: string | null) => {
      const { orderId, itemId } = await insertOrderLine(db, { productId, userId, email })
      await transact(db, (tx) =>
        grantAccess(tx, {
          orderId,
          sourceKind: 'order_item',
          sourceId: itemId,
          productId,
          userId,
          email,
          quantity: 1,
          at: day(2),
        }),
      )
    }
    await grant(mine, buyer.user.id, null)
    await grant(guests, null, 'buyer@example.com')
    await grant(revoked, buyer.user.id, 'buyer@example.com')
    await db
      .updateTable('grants')
      .set({ revoked_at: day(3) })
      .where('product_id', '=', revoked)
      .execute()

    const owned = async (actor: Actor) =>
      (await list({ search: 'owned', sort: 'title' }, actor)).items
        .filter((item) => item.isOwned)
        .map((item) => item.title)
    expect(await owned(buyer)).toEqual(['Guest owned', 'Mine owned'])
    expect(await owned(other)).toEqual([])
    expect(await owned(visitor)).toEqual([])
    expect(await owned({ ...buyer, user: { ...buyer.user, email: null, roles: [] } })).toEqual(['Mine owned'])
  })
})

it('reads a page in one statement', async () => {
  const buyer = await insertUser(database.db, 'counter@example.com')
  for (const sort of ProductSort.options) {
    const before = database.statements.length
    await list({ sort, search: 'light', kind: 'course' }, buyer)
    expect(database.statements.length - before).toBe(1)
  }
})
