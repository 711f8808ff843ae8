import {
  type BasketKey,
  basketOfVisit,
  type CartLineId,
  newId,
  type OrderId,
  type ProductId,
} from '@cashwrap/shared/ids'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  CART_LIFE_DAYS,
  type CartStore,
  type LineToPut,
  MAX_LINES,
  MAX_QUANTITY,
} from '../../src/modules/cart/index.ts'
import { insertOrder } from '../../src/modules/orders/index.ts'
import type { Tx } from '../../src/platform/db/database.ts'
import { transact } from '../../src/platform/db/transaction.ts'
import { insertProduct } from '../support/builders/product.ts'
import { type FixedClock, fixedClock } from '../support/fixed-clock.ts'
import { cloneDatabase, type TestDatabase } from '../support/test-database.ts'

export interface OpenCarts extends AsyncDisposable {
  carts: CartStore
}

const DAY = 86_400

/** What every cart store does, whatever it is made of. */
export function cartStoreSuite(open: (database: TestDatabase, clock: FixedClock) => Promise<OpenCarts>): void {
  const clock = fixedClock()
  const products: ProductId[] = []
  let database: TestDatabase
  let opened: OpenCarts
  let carts: CartStore
  let visit: Buffer

  beforeAll(async () => {
    database = await cloneDatabase()
    for (let count = 0; count < MAX_LINES + 1; count++) products.push(await insertProduct(database.db))
    opened = await open(database, clock)
    carts = opened.carts
  })
  afterAll(async () => {
    await opened[Symbol.asyncDispose]()
    await database[Symbol.asyncDispose]()
  })
  beforeEach(() => {
    clock.advance(1)
    visit = Buffer.from(crypto.getRandomValues(new Uint8Array(32)))
  })

  const product = (index: number): ProductId => {
    const id = products[index]
    if (id === undefined) throw new Error('there are not so many products')
    return id
  }
  const put = async (index: number, quantity = 1, more: Partial<LineToPut> = {}) => {
    clock.advance(1)
    const prices = [{ amount: 1000, currency: 'USD' }] as const
    return carts.put(visit, { productId: product(index), quantity, isOnce: false, prices, at: clock.now(), ...more })
  }
  const cart = async () => {
    const found = await carts.find(visit)
    if (found === null) throw new Error('there is no cart')
    return found
  }
  /** Product by its index, and quantity, in the cart's order. */
  const inCart = async () =>
    (await cart()).lines.map(({ productId, quantity }) => [products.indexOf(productId), quantity])
  const lineOf = async (index: number): Promise<CartLineId> => {
    const line = (await cart()).lines.find((one) => one.productId === product(index))
    if (!line) throw new Error('there is no such line')
    return line.id
  }
  const order = async (
    lines: readonly (readonly [index: number, quantity: number])[],
    more: { currency?: string; couponCode?: string; unitAmount?: number; basket?: BasketKey } = {},
  ): Promise<OrderId> => {
    const { currency = 'USD', couponCode = null, unitAmount = 1000, basket = basketOfVisit(visit) } = more
    const id = newId<'order'>(clock.now().getTime())
    const items = await Promise.all(
      lines.map(async ([index, quantity]) => {
        const prices = database.db.selectFrom('prices').select('id').where('product_id', '=', product(index))
        const { id: priceId } = await prices.executeTakeFirstOrThrow()
        const total = unitAmount * quantity
        const amounts = { quantity, unitAmount, subtotal: total, discount: 0, tax: 0, total, credits: null }
        return { productId: product(index), priceId, sellerId: null, kind: 'course' as const, title: 'It', ...amounts }
      }),
    )
    const total = items.reduce((sum, item) => sum + item.total, 0)
    await transact(database.db, async (tx) => {
      await insertOrder(tx, {
        ...{ id, source: 'shop', instance: 'test', basket, buyAgain: false, buyerUserId: null },
        ...{ buyerEmail: null, siteId: null, creditAccountId: null, currency },
        ...{ subtotal: total, discount: 0, tax: 0, total, taxMode: 'off', taxCountry: null, taxRateBps: null },
        ...{ couponId: null, couponCode, fingerprint: Buffer.alloc(32), requestId: null, at: clock.now(), items },
      })
      // A cart has one open order at a time; what these tests are about comes after that.
      await tx.updateTable('orders').set({ submitted_at: clock.now() }).where('id', '=', id).execute()
    })
    return id
  }
  const within = (work: (tx: Tx) => Promise<void>) => transact(database.db, work)
  const take = (id: OrderId) => within((tx) => carts.removeBought(tx, id))
  const giveBack = (id: OrderId) => within((tx) => carts.returnBought(tx, id, clock.now()))

  describe('putting in', () => {
    it('knows no cart where nothing was ever put in', async () => {
      expect(await carts.find(visit)).toBeNull()
      expect(await carts.setQuantity(visit, newId(0), 2)).toBe(false)
      expect(await carts.remove(visit, newId(0))).toBe(false)
      await carts.setCoupon(visit, 'CODE')
      expect(await carts.find(visit)).toBeNull()
    })

    it('keeps lines in the order they were put in, with what was seen then', async () => {
      expect(await put(2)).toEqual({ kind: 'put' })
      expect(await put(0, 3, { prices: [{ amount: 999_999_999_999_999, currency: 'USD' }] })).toEqual({ kind: 'put' })
      expect(await put(1)).toEqual({ kind: 'put' })
      expect(await cart()).toEqual({
        couponCode: null,
        lines: [
          { id: expect.any(String), productId: product(2), quantity: 1, seenUnitAmount: 1000, seenCurrency: 'USD' },
          {
            id: expect.any(String),
            productId: product(0),
            quantity: 3,
            seenUnitAmount: 999_999_999_999_999,
            seenCurrency: 'USD',
          },
          { id: expect.any(String), productId: product(1), quantity: 1, seenUnitAmount: 1000, seenCurrency: 'USD' },
        ],
      })
    })

    it('adds to the line that is there, which keeps its id and its place and has the price seen last', async () => {
      await put(0, 2)
      const id = await lineOf(0)
      await put(1)
      await put(0, 3, { prices: [{ amount: 1200, currency: 'USD' }] })
      const [first] = (await cart()).lines
      expect(first).toMatchObject({ id, productId: product(0), quantity: 5, seenUnitAmount: 1200 })
    })

    it('leaves a line as it is of which one is enough', async () => {
      await put(0, 1, { isOnce: true })
      expect(await put(0, 1, { isOnce: true })).toEqual({ kind: 'put' })
      expect(await inCart()).toEqual([[0, 1]])
    })

    it('holds so many different things and no more', async () => {
      for (let index = 0; index < MAX_LINES; index++) expect(await put(index)).toEqual({ kind: 'put' })
      expect(await put(MAX_LINES)).toEqual({ kind: 'full' })
      expect(await put(0)).toEqual({ kind: 'put' })
      expect((await cart()).lines).toHaveLength(MAX_LINES)
      expect((await cart()).lines.map((line) => line.productId)).toEqual(products.slice(0, MAX_LINES))
    })

    it('holds so many of one thing and no more', async () => {
      await put(0, MAX_QUANTITY - 1)
      expect(await put(0, 2)).toEqual({ kind: 'too-many' })
      expect(await inCart()).toEqual([[0, MAX_QUANTITY - 1]])
      expect(await put(0, 1)).toEqual({ kind: 'put' })
    })

    it('has one currency: the first price of the first line, then the fitting one of the others', async () => {
      const both = [
        { amount: 1000, currency: 'USD' },
        { amount: 1500, currency: 'JPY' },
      ] as const
      const yen = [{ amount: 300, currency: 'JPY' }] as const
      await put(0, 1, { prices: yen })
      expect(await put(1, 1, { prices: both })).toEqual({ kind: 'put' })
      expect(await put(2)).toEqual({ kind: 'other-currency', currency: 'JPY' })
      expect((await cart()).lines.map((line) => [line.seenUnitAmount, line.seenCurrency])).toEqual([
        [300, 'JPY'],
        [1500, 'JPY'],
      ])
      await carts.remove(visit, await lineOf(0))
      await carts.remove(visit, await lineOf(1))
      expect(await put(2, 1, { prices: both })).toEqual({ kind: 'put' })
      expect((await cart()).lines.map((line) => line.seenCurrency)).toEqual(['USD'])
    })

    it('loses nothing of what two tabs put in at once', async () => {
      const at = clock.now()
      const prices = [{ amount: 1000, currency: 'USD' }] as const
      const puts = products
        .slice(0, MAX_LINES)
        .flatMap((productId) => [productId, productId])
        .map((productId) => carts.put(visit, { productId, quantity: 1, isOnce: false, prices, at }))
      expect(new Set((await Promise.all(puts)).map(({ kind }) => kind))).toEqual(new Set(['put']))
      const { lines } = await cart()
      expect(new Set(lines.map((line) => line.productId))).toEqual(new Set(products.slice(0, MAX_LINES)))
      expect(lines.every((line) => line.quantity === 2)).toBe(true)
    })

    it('is not seen by another browser', async () => {
      await put(0)
      expect(await carts.find(Buffer.alloc(32, 7))).toBeNull()
    })
  })

  describe('changing', () => {
    it('sets a quantity, takes a line out, and says where there is none', async () => {
      await put(0)
      await put(1)
      const [first, second] = [await lineOf(0), await lineOf(1)]
      expect(await carts.setQuantity(visit, first, 7)).toBe(true)
      expect(await carts.remove(visit, second)).toBe(true)
      expect(await inCart()).toEqual([[0, 7]])
      expect(await carts.setQuantity(visit, second, 7)).toBe(false)
      expect(await carts.remove(visit, second)).toBe(false)
      expect(await carts.remove(Buffer.alloc(32, 7), first)).toBe(false)
      await carts.remove(visit, first)
      expect(await cart()).toEqual({ couponCode: null, lines: [] })
    })

    it('keeps a coupon until it is taken out', async () => {
      await put(0)
      await carts.setCoupon(visit, 'CODE')
      expect((await cart()).couponCode).toBe('CODE')
      await carts.setCoupon(visit, null)
      expect((await cart()).couponCode).toBeNull()
    })
  })

  describe('an order', () => {
    it('takes what it bought, and leaves what was put in since', async () => {
      await put(0)
      await put(1, 2)
      await put(2)
      const id = await order([
        [0, 1],
        [1, 2],
        [3, 1],
      ])
      await put(1, 3)
      await put(4)
      await take(id)
      expect(await inCart()).toEqual([
        [1, 3],
        [2, 1],
        [4, 1],
      ])
    })

    it('takes it once, however often it is asked to and brought', async () => {
      await put(0, 5)
      const id = await order([[0, 2]])
      await take(id)
      await Promise.all([carts.bringChanges?.(id), cart(), carts.bringChanges?.(id), cart()])
      expect(await inCart()).toEqual([[0, 3]])
      await take(id)
      await Promise.all([carts.bringChanges?.(id), carts.bringChanges?.(id)])
      expect(await inCart()).toEqual([[0, 3]])
    })

    it('takes the coupon it used, and no other', async () => {
      await put(0, 5)
      await carts.setCoupon(visit, 'OTHER')
      await take(await order([[0, 1]], { couponCode: 'CODE' }))
      await take(await order([[0, 1]]))
      expect((await cart()).couponCode).toBe('OTHER')
      await take(await order([[0, 1]], { couponCode: 'OTHER' }))
      expect(await cart()).toMatchObject({ couponCode: null, lines: [{ quantity: 2 }] })
    })

    it('does nothing if its transaction is rolled back', async () => {
      await put(0, 5)
      const id = await order([[0, 2]], { unitAmount: 1100 })
      const undone = within(async (tx) => {
        await carts.acceptPrices(tx, id)
        await carts.removeBought(tx, id)
        throw new Error('undone')
      })
      await expect(undone).rejects.toThrow('undone')
      await carts.bringChanges?.(id)
      expect((await cart()).lines).toMatchObject([{ quantity: 5, seenUnitAmount: 1000 }])
      await take(id)
      expect(await inCart()).toEqual([[0, 3]])
    })

    it('makes its prices those that were seen, of its own lines', async () => {
      await put(0)
      await put(1)
      const id = await order([[0, 1]], { unitAmount: 1100 })
      await within((tx) => carts.acceptPrices(tx, id))
      expect((await cart()).lines.map((line) => line.seenUnitAmount)).toEqual([1100, 1000])
      await put(0, 1, { prices: [{ amount: 1200, currency: 'USD' }] })
      await within((tx) => carts.acceptPrices(tx, id))
      expect((await cart()).lines.map((line) => line.seenUnitAmount)).toEqual([1200, 1000])
    })

    it('gives back what it had taken, beside what is there by now, once', async () => {
      await put(0, 2)
      await put(1)
      const id = await order([
        [0, 2],
        [1, 1],
      ])
      await take(id)
      expect(await cart()).toMatchObject({ lines: [] })
      await put(2)
      await put(1, 4)
      clock.advance(1)
      await giveBack(id)
      expect(await inCart()).toEqual([
        [2, 1],
        [1, 4],
        [0, 2],
      ])
      await carts.bringChanges?.(id)
      await carts.remove(visit, await lineOf(0))
      await giveBack(id)
      expect(await inCart()).toEqual([
        [2, 1],
        [1, 4],
      ])
    })

    it('takes before it gives back, even if both were brought late', async () => {
      await put(0, 2)
      const id = await order([[0, 2]])
      await take(id)
      await giveBack(id)
      await carts.bringChanges?.(id)
      expect(await inCart()).toEqual([[0, 2]])
    })

    it('gives nothing back into another currency', async () => {
      await put(0)
      const id = await order([[0, 1]])
      await take(id)
      await put(1, 1, { prices: [{ amount: 300, currency: 'JPY' }] })
      await giveBack(id)
      expect(await inCart()).toEqual([[1, 1]])
    })

    it('of something bought directly touches no cart', async () => {
      await put(0)
      const id = await order([[0, 1]], { basket: `key:${'ab'.repeat(32)}` as BasketKey })
      await take(id)
      await carts.bringChanges?.(id)
      expect(await inCart()).toEqual([[0, 1]])
    })

    it('loses nothing of what is put in while it takes', async () => {
      await put(0, 5)
      const id = await order([[0, 5]])
      await Promise.all([take(id), put(0, 1), put(1), put(0, 2), put(2)])
      expect(new Map((await inCart()) as [number, number][])).toEqual(
        new Map([
          [0, 3],
          [1, 1],
          [2, 1],
        ]),
      )
    })

    it('is seen inside its own transaction by whoever reads the cart there', async () => {
      await put(0)
      const id = await order([[0, 1]])
      await take(id)
      const seen = await transact(database.db, (tx) => carts.find(visit, tx))
      expect(seen?.lines).toEqual([])
    })
  })

  describe('age', () => {
    const almostOld = CART_LIFE_DAYS * DAY - 1
    it('ends a cart that nobody changed for so long, and a new one begins empty', async () => {
      await put(0)
      await carts.setCoupon(visit, 'CODE')
      const line = await lineOf(0)
      const id = await order([[0, 1]])
      clock.advance(almostOld)
      expect(await inCart()).toEqual([[0, 1]])
      clock.advance(1)
      expect(await carts.find(visit)).toBeNull()
      expect(await carts.setQuantity(visit, line, 2)).toBe(false)
      expect(await carts.remove(visit, line)).toBe(false)
      await carts.setCoupon(visit, 'CODE')
      await giveBack(id)
      expect(await carts.find(visit)).toBeNull()
      await put(1)
      expect(await inCart()).toEqual([[1, 1]])
      expect((await cart()).couponCode).toBeNull()
    })

    it.each<[string, () => Promise<unknown>]>([
      ['a line put in', () => put(1)],
      ['a quantity', async () => carts.setQuantity(visit, await lineOf(0), 2)],
      ['a coupon', () => carts.setCoupon(visit, 'CODE')],
      ['an order', async () => take(await order([[0, 1]]))],
    ])('begins anew with %s', async (_, change) => {
      await put(0, 2)
      clock.advance(almostOld)
      await change()
      await carts.find(visit)
      clock.advance(almostOld)
      expect(await carts.find(visit)).not.toBeNull()
      clock.advance(1)
      expect(await carts.find(visit)).toBeNull()
    })

    it('has old carts cleared away and young ones left', async () => {
      await put(0)
      const old = visit
      clock.advance(almostOld)
      visit = Buffer.from(crypto.getRandomValues(new Uint8Array(32)))
      await put(1)
      while ((await carts.forgetOld()) > 0);
      expect(await carts.find(old)).toBeNull()
      expect(await inCart()).toEqual([[1, 1]])
    })
  })

  it('can be reached', async () => {
    expect(await carts.isReachable()).toBe(true)
  })
}
