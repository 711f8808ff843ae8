import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStall, sessionOf, userOf } from '../dialects/video-marketplace/site.ts'
import { expectSound } from '../support/expect-sound.ts'
import { type House, openHouse } from '../support/house.ts'
import { Shopper } from '../support/shopper.ts'
import { until } from '../support/until.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house[Symbol.asyncDispose]())

it('what is paid by a transfer that is still on its way is not sold a second time', async () => {
  const { video } = await openStall(house, { amount: 1999 })
  const user = await userOf(house)
  const sessionId = sessionOf(await user.buy(video))
  await house.sandbox.payDelayed(sessionId, 'succeeds')
  await until('the shop has heard of it', async () => {
    const order = await house.deps.db
      .selectFrom('orders')
      .innerJoin('stripe_checkout_sessions as s', 's.order_id', 'orders.id')
      .select('orders.submitted_at')
      .where('s.session_id', '=', sessionId)
      .executeTakeFirstOrThrow()
    return order.submitted_at !== null
  })
  expect(await user.buy(video)).toMatchObject({ status: 409, body: { error: { code: 'PAYMENT_ERROR' } } })

  await house.sandbox.settleDelayed(sessionId, 'succeeds')
  await until('it arrives', async () => (await user.verify(video.videoId)).body.data?.hasAccess)
  await expectSound(house)
})

it('a checkout whose seller can no longer be paid is not handed out again, nor one at another account', async () => {
  const { video, accountId } = await openStall(house, { amount: 2500 })
  const user = await userOf(house)
  const first = sessionOf(await user.buy(video))
  const seller = house.deps.db.updateTable('sellers').where('external_id', '=', video.instructorId)
  await seller.set({ charges_enabled: false }).execute()
  expect(await user.buy(video)).toMatchObject({ status: 409, body: { error: { code: 'PAYMENT_ERROR' } } })

  const moved = `${accountId}moved`
  await house.sandbox.plantAccounts([moved])
  await seller.set({ charges_enabled: true, account_id: moved }).execute()
  const second = sessionOf(await user.buy(video))
  expect(second).not.toBe(first)
  const { payment_intent } = await house.sandbox.stripe<{
    payment_intent: { transfer_data: { destination: string } } | null
  }>(`checkout/sessions/${second}?expand[]=payment_intent`)
  expect(payment_intent?.transfer_data.destination ?? moved).toBe(moved)
  expect((await house.sandbox.pay(first)).outcome).toBe('expired')
})

it('somebody who signed in since gets a checkout of their own, and not the guest’s', async () => {
  const shopper = new Shopper(house.url, 'work@buyers.test')
  await shopper.fill('course')
  const asGuest = await shopper.startPayable()
  await shopper.mutate('auth.requestSignIn', { email: 'me@buyers.test' })
  const [mail] = await until('the mail is there', async () => {
    const mails = await house.sandbox.mail('me@buyers.test')
    return mails.length > 0 && mails
  })
  const code = /^ {4}(\d{6})$/m.exec(mail?.text ?? '')?.[1]
  expect((await shopper.mutate('auth.signInWithCode', { email: 'me@buyers.test', code })).ok).toBe(true)
  const signedIn = await shopper.startPayable()
  expect(signedIn.orderId).not.toBe(asGuest.orderId)
  await house.sandbox.pay(signedIn.sessionId)
  await until('it is paid', async () => (await shopper.status(signedIn.sessionId)).stage === 'paid')
  const { items } = await until('it is in the library', async () => {
    const library = await shopper.query<{ items: { title: string }[] }>('library.list')
    return library.ok && library.value.items.length > 0 && library.value
  })
  expect(items.map(({ title }) => title)).toContain('Premium Course')
})

it('front ends whose keys are not made by chance do not put two strangers into one cart', async () => {
  const key = 'aaaaaaaab1C2d3E4f5G6h7I8j9K0l1M2n3'
  const cookieOf = (response: Response) => response.headers.getSetCookie()[0]?.split(';')[0]
  await using behindProxy = await openHouse({ env: { TRUST_PROXY: '127.0.0.1' }, work: false, webhooks: false })
  const add = (forwarded: string) =>
    fetch(`${behindProxy.url}/api/cart/items`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key, 'x-forwarded-for': forwarded },
      body: JSON.stringify({ productId: 'test_course', quantity: 1 }),
    })
  const [mine, again, theirs] = [await add('192.0.2.1'), await add('192.0.2.1'), await add('198.51.100.9')]
  expect(cookieOf(again)).toBe(cookieOf(mine))
  expect(cookieOf(theirs)).not.toBe(cookieOf(mine))
})

it('a key keeps its answer although the product was withdrawn meanwhile', async () => {
  const { video } = await openStall(house, { amount: 1500 })
  const user = await userOf(house)
  const key = { 'idempotency-key': 'kept-although-withdrawn' }
  const first = sessionOf(await user.buy(video, key))
  await house.deps.db
    .updateTable('products')
    .set({ status: 'unpublished' })
    .where('external_id', '=', video.videoId)
    .execute()
  expect(sessionOf(await user.buy(video, key))).toBe(first)
  expect((await user.buy(video)).status).toBe(404)
})

it('who pays twice for what is owned once gets the second payment back, and is told why', async () => {
  const email = 'twice@buyers.test'
  const tabs = [new Shopper(house.url, email), new Shopper(house.url, email)] as const
  const sessions: string[] = []
  for (const tab of tabs) {
    await tab.fill('seascape')
    sessions.push((await tab.startPayable()).sessionId)
  }
  await Promise.all(sessions.map((sessionId) => house.sandbox.pay(sessionId)))
  const stages = () => Promise.all(sessions.map(async (id, at) => (await tabs[at]?.status(id))?.stage))
  await until('both are dealt with', async () => (await stages()).every((stage) => stage !== 'open'))
  expect((await stages()).sort()).toEqual(['paid', 'refunded'])
  await until('the money is back', async () => {
    const refunds = await house.deps.db.selectFrom('refunds').select(['state', 'amount', 'reason']).execute()
    return refunds.some(
      ({ state, amount, reason }) => state === 'succeeded' && amount === 1999 && reason === 'owned-already',
    )
  })
  const [note] = await until('the mail is there', async () => {
    const mails = (await house.sandbox.mail(email)).filter(({ subject }) => subject.includes('paid back'))
    return mails.length > 0 && mails
  })
  expect(note?.text).toContain('another order of yours')
  expect((await tabs[0].cart()).lines).toEqual([])
  await expectSound(house)
})
