import { afterAll, beforeAll, expect, it } from 'vitest'
import { userOf } from '../../../test/dialects/video-marketplace/site.ts'
import { type House, openHouse } from '../../../test/support/house.ts'
import { sellerFeeCommand } from '../../transport/cli/seller-fee.command.ts'
import { systemActor } from '../auth/index.ts'
import { listSellers, sharesOf } from './index.ts'

let house: House
beforeAll(async () => {
  house = await openHouse({ work: false, webhooks: false })
})
afterAll(() => house[Symbol.asyncDispose]())

const video = { videoId: 'test_etude', priceId: 'price_etude_USD', instructorId: 'test_leo', title: 'Etude' }
const feeOfNextSale = async () => {
  const user = await userOf(house)
  const { sessionId } = (await user.buy(video)).body
  const { order_id } = await house.deps.db
    .selectFrom('stripe_checkout_sessions')
    .select('order_id')
    .where('session_id', '=', sessionId ?? '')
    .executeTakeFirstOrThrow()
  return (await sharesOf(house.deps.db, order_id))[0]?.fee
}

it('a seller pays the share that the operator set, from the next sale on, and the shop’s again', async () => {
  expect(await feeOfNextSale()).toBe(42)
  expect(await sellerFeeCommand(house.deps, ['leo', '33.3333'])).toBe(0)
  expect(await feeOfNextSale()).toBe(111)
  expect(await sellerFeeCommand(house.deps, ['test_leo', 'shop'])).toBe(0)
  expect(await feeOfNextSale()).toBe(33)
})

it.each([
  [['leo', '101'], 64],
  [['leo', '-1'], 64],
  [['leo', '1.23456'], 64],
  [['leo'], 64],
  [['nobody', '5'], 1],
])('refuses %j', async (words, code) => {
  expect(await sellerFeeCommand(house.deps, words)).toBe(code)
})

it('the operator sees who sells, under the names that commands take', async () => {
  const listed = await listSellers(house.deps, systemActor('test'), undefined)
  expect(listed.ok && listed.value).toContainEqual(
    expect.objectContaining({ slug: 'pia', externalId: 'test_pia', isReady: true, feePercent: '10' }),
  )
  const visitor = { kind: 'visitor', user: null, visitHash: null, name: null, requestId: null } as const
  expect((await listSellers(house.deps, visitor, undefined)).ok).toBe(false)
})
