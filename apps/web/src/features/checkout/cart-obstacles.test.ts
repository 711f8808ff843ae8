import type { CartLine, LineNotice } from '@cashwrap/shared/contracts/cart'
import { describe, expect, it } from 'vitest'
import { buysAgain, obstaclesOf, unsettled } from './cart-obstacles.ts'

const usd = (amount: number) => ({ amount, currency: 'USD' })

const lineWith = (name: string, ...notices: LineNotice[]): CartLine => ({
  id: name as CartLine['id'],
  productId: `product-${name}` as CartLine['productId'],
  slug: name,
  kind: 'course',
  title: name,
  pictureSeed: name,
  quantity: 1,
  unit: usd(4999),
  subtotal: usd(4999),
  discount: usd(0),
  total: usd(4999),
  notices,
})

const NOBODY = new Set<string>()

describe('obstacles before paying', () => {
  it('are none for a cart as it was', () => {
    expect(obstaclesOf([lineWith('a'), lineWith('b')], NOBODY)).toEqual([])
  })

  it('let a buyer say yes to a new price, and ask again at yet another', () => {
    const at = (amount: number) =>
      obstaclesOf([lineWith('a', { kind: 'price-changed', was: usd(3999), now: usd(amount) })], NOBODY)
    const confirmed = new Set(at(4999).map((obstacle) => obstacle.key))
    expect(unsettled(at(4999), NOBODY)).toHaveLength(1)
    expect(unsettled(at(4999), confirmed)).toEqual([])
    expect(unsettled(at(5999), confirmed)).toHaveLength(1)
  })

  it('cannot be said yes to when the thing is not there', () => {
    const gone = obstaclesOf(
      [
        lineWith('a', { kind: 'unavailable', availability: 'sold-out' }),
        lineWith('b', { kind: 'seats-short', left: 1 }),
      ],
      NOBODY,
    )
    expect(unsettled(gone, new Set(gone.map((obstacle) => obstacle.key)))).toHaveLength(2)
  })

  it('take what the shop named as owned, once', () => {
    const named = new Set(['product-a', 'product-b'])
    const lines = [lineWith('a'), lineWith('b', { kind: 'already-owned' }), lineWith('c')]
    const obstacles = obstaclesOf(lines, named)
    expect(obstacles.map((obstacle) => [obstacle.line.id, obstacle.notice.kind])).toEqual([
      ['a', 'already-owned'],
      ['b', 'already-owned'],
    ])
  })

  it('mean buying again only after a yes to owning', () => {
    const obstacles = obstaclesOf(
      [lineWith('a', { kind: 'price-changed', was: usd(1), now: usd(2) }, { kind: 'already-owned' })],
      NOBODY,
    )
    const [price, owned] = obstacles.map((obstacle) => obstacle.key)
    expect(buysAgain(obstacles, new Set([price!]))).toBe(false)
    expect(buysAgain(obstacles, new Set([price!, owned!]))).toBe(true)
  })
})
