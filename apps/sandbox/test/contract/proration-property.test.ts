import * as fc from 'fast-check'
import type Stripe from 'stripe'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createPlan, subscribe } from '../support/plans.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { advanceTo } from '../support/time.ts'

let sandbox: TestSandbox
let stripe: Stripe

beforeAll(async () => {
  sandbox = await startTestSandbox()
  stripe = sandbox.stripe
})
afterAll(() => sandbox.close())

const INTERVALS = ['month', 'year', 'week'] as const

/** One change of the only item of a subscription, some way into its period. */
const aChange = fc.record({
  amount: fc.integer({ min: 0, max: 99_999 }),
  interval: fc.constantFrom(...INTERVALS),
  quantity: fc.integer({ min: 1, max: 7 }),
  /** How far into the period, in thousandths. */
  into: fc.integer({ min: 0, max: 999 }),
  behavior: fc.constantFrom('always_invoice', 'create_prorations', 'none') as fc.Arbitrary<
    'always_invoice' | 'create_prorations' | 'none'
  >,
})

const aSubscription = fc.record({
  // With 99 % off there is still as much as a bank takes.
  amount: fc.integer({ min: 5_000, max: 99_999 }),
  quantity: fc.integer({ min: 1, max: 5 }),
  percentOff: fc.option(fc.integer({ min: 1, max: 99 })),
  duration: fc.constantFrom('once', 'forever') as fc.Arbitrary<'once' | 'forever'>,
  taxPercent: fc.option(fc.integer({ min: 1, max: 30 })),
  changes: fc.array(aChange, { minLength: 1, maxLength: 3 }),
})

const amountsOf = (invoice: Stripe.Invoice) => ({
  total: invoice.total,
  subtotal: invoice.subtotal,
  due: invoice.amount_due,
  taxes: invoice.total_taxes?.map(({ amount }) => amount),
  lines: invoice.lines.data.map(({ amount, description, period }) => ({ amount, description, period })),
})

it('a preview comes to what the change, or the renewal after it, then invoices', async () => {
  await fc.assert(
    fc.asyncProperty(aSubscription, async ({ amount, quantity, percentOff, duration, taxPercent, changes }) => {
      const plan = await createPlan(stripe, { unit_amount: amount })
      const coupon = percentOff === null ? null : await stripe.coupons.create({ percent_off: percentOff, duration })
      const rate =
        taxPercent === null
          ? null
          : await stripe.taxRates.create({ display_name: 'Tax', percentage: taxPercent, inclusive: false })
      const { id } = await subscribe(sandbox, {
        line_items: [{ price: plan.id, quantity }],
        ...(coupon ? { discounts: [{ coupon: coupon.id }] } : {}),
        subscription_data: rate ? { default_tax_rates: [rate.id] } : {},
      })
      for (const change of changes) await changeAndCompare(id, change)
      await renewAndCompare(id)
    }),
    { numRuns: 25, seed: 20261121 },
  )
}, 120_000)

async function changeAndCompare(
  id: string,
  change: {
    amount: number
    interval: (typeof INTERVALS)[number]
    quantity: number
    into: number
    behavior: 'always_invoice' | 'create_prorations' | 'none'
  },
): Promise<void> {
  const before = await stripe.subscriptions.retrieve(id)
  const [item] = before.items.data
  const [start, end] = [item?.current_period_start ?? 0, item?.current_period_end ?? 0]
  const { now } = await sandbox.control<{ now: number }>('GET', 'clock')
  const at = Math.max(start + Math.floor(((end - start) * change.into) / 1000), now + 1)
  if (at >= end) return
  await advanceTo(sandbox, at)
  const price = await createPlan(stripe, { unit_amount: change.amount, recurring: { interval: change.interval } })
  const details = {
    items: [{ id: item?.id ?? '', price: price.id, quantity: change.quantity }],
    proration_behavior: change.behavior,
    proration_date: at,
  }
  const preview = await stripe.invoices.createPreview({ subscription: id, subscription_details: details })
  const after = await stripe.subscriptions.update(id, details)
  if (after.latest_invoice === before.latest_invoice) {
    const upcoming = await stripe.invoices.createPreview({ subscription: id })
    expect(amountsOf(preview)).toEqual(amountsOf(upcoming))
    return
  }
  const made = await stripe.invoices.retrieve(String(after.latest_invoice))
  // A clock that moves on between the two only moves the period that begins now.
  expect(amountsOf(preview)).toMatchObject({ total: made.total, subtotal: made.subtotal })
  expect(preview.lines.data.map(({ amount }) => amount)).toEqual(made.lines.data.map(({ amount }) => amount))
  expect(preview.total_taxes?.map(({ amount }) => amount)).toEqual(made.total_taxes?.map(({ amount }) => amount))
}

async function renewAndCompare(id: string): Promise<void> {
  const preview = await stripe.invoices.createPreview({ subscription: id })
  const { items } = await stripe.subscriptions.retrieve(id)
  await advanceTo(sandbox, items.data[0]?.current_period_end ?? 0)
  const [renewal] = (await stripe.invoices.list({ subscription: id, limit: 1 })).data
  expect(renewal && amountsOf(renewal)).toEqual(amountsOf(preview))
}
