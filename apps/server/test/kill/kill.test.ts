import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { receiveProviderEvent } from '../../src/modules/provider-events/index.ts'
import { sweepOnce } from '../../src/transport/jobs/sweep.ts'
import { completedEvent } from '../support/completed-event.ts'
import { expectOnePurchase, expectSound } from '../support/expect-sound.ts'
import { type House, openHouse } from '../support/house.ts'
import { Shopper } from '../support/shopper.ts'
import { until } from '../support/until.ts'
import type { Order } from './victim.ts'

let house: House
beforeAll(async () => {
  // Webhooks are off, so that each path has to be finished by the part that is on trial.
  house = await openHouse({ webhooks: false })
})
afterAll(() => house[Symbol.asyncDispose]())

const VICTIM = fileURLToPath(new URL('./victim.ts', import.meta.url))
/** More steps than any of these paths has. */
const TOO_MANY = 60

/** Runs a victim; answers its number of steps if it lived to tell. */
async function run(order: Order, diesBefore: number): Promise<number | null> {
  const child = spawn(process.execPath, [VICTIM, JSON.stringify(order), String(diesBefore)], {
    env: { ...process.env, ...house.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString()
  })
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    child.once('exit', (...how) => resolve(how)),
  )
  if (signal === 'SIGKILL') return null
  expect({ code, signal }).toEqual({ code: 0, signal: null })
  return (JSON.parse(printed) as { steps: number }).steps
}

/** Kills a victim before each of its steps, one after the other, until one survives; each time the purchase must come out the same. */
async function killAtEachStep(prepare: () => Promise<{ order: Order; finish: () => Promise<void> }>): Promise<number> {
  for (let at = 1; at <= TOO_MANY; at++) {
    const { order, finish } = await prepare()
    const survived = await run(order, at)
    await finish()
    if (survived !== null) return at - 1
  }
  throw new Error('the path has no end')
}

/** What the passing of time and the sweep do. */
const letTimePass = async () => {
  const due = house.deps.clock.now()
  await house.deps.db
    .updateTable('stripe_checkout_sessions')
    .set({ next_check_at: due })
    .where('next_check_at', 'is not', null)
    .execute()
  await house.deps.db
    .updateTable('stripe_events')
    .set({ next_attempt_at: due })
    .where('next_attempt_at', 'is not', null)
    .execute()
  await sweepOnce(house.deps)
}

const filled = async () => {
  const shopper = new Shopper(house.url)
  const cart = await shopper.fill('course', 'sheets')
  return { shopper, total: cart.total }
}

const paidFor = async () => {
  const { shopper } = await filled()
  const { sessionId, orderId } = await shopper.startPayable()
  await house.sandbox.pay(sessionId)
  const arrived = async () => {
    await until('the sweep has finished it', async () => {
      await letTimePass()
      return (await shopper.status(sessionId)).stage === 'paid'
    })
    await expectOnePurchase(house, { orderId, email: shopper.email, lines: 2 })
  }
  return { sessionId, orderId, arrived }
}

it('a start killed between any two steps leads to one session, one order and one purchase', {
  timeout: 180_000,
}, async () => {
  const points = await killAtEachStep(async () => {
    const { shopper, total } = await filled()
    return {
      order: {
        do: 'start',
        visitHash: shopper.visitHash.toString('hex'),
        email: shopper.email,
        total,
        currency: 'USD',
      },
      finish: async () => {
        await letTimePass()
        const { sessionId, orderId } = await shopper.startPayable()
        await house.sandbox.pay(sessionId)
        await shopper.settle(sessionId)
        await expectOnePurchase(house, { orderId, email: shopper.email, lines: 2 })
        const ofOrder = await house.deps.db
          .selectFrom('stripe_checkout_sessions')
          .select('session_id')
          .where('order_id', '=', orderId)
          .execute()
        expect(ofOrder).toEqual([{ session_id: sessionId }])
      },
    }
  })
  expect(points).toBeGreaterThan(10)
  await expectSound(house)
})

it('a settlement killed between any two steps is finished by the sweep, once', { timeout: 240_000 }, async () => {
  let count = 0
  const points = await killAtEachStep(async () => {
    const { sessionId, orderId, arrived } = await paidFor()
    count += 1
    const eventId = `evt_applied_${count}`
    // Received, but its job belongs to the victim.
    await receiveProviderEvent(
      { ...house.deps, enqueue: async () => undefined },
      completedEvent(house.deps, { eventId, sessionId, orderId }),
    )
    return { order: { do: 'apply', eventId }, finish: arrived }
  })
  expect(points).toBeGreaterThan(10)
  await expectSound(house)
})

it('a webhook killed while it is kept is kept whole or not at all', { timeout: 120_000 }, async () => {
  let count = 0
  const points = await killAtEachStep(async () => {
    const { sessionId, orderId, arrived } = await paidFor()
    count += 1
    return { order: { do: 'receive', eventId: `evt_killed_${count}`, sessionId, orderId }, finish: arrived }
  })
  expect(points).toBeGreaterThan(3)
  await expectSound(house)
})
