import type Stripe from 'stripe'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { refusalOf } from '../support/refusal.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'

let sandbox: TestSandbox
let stripe: Stripe

beforeAll(async () => {
  sandbox = await startTestSandbox()
  stripe = sandbox.stripe
})
afterAll(() => sandbox.close())

const FROZEN = 1_800_000_000
const create = () => stripe.testHelpers.testClocks.create({ frozen_time: FROZEN, name: 'Renewals' })

it('POST /v1/test_helpers/test_clocks: creates one that stands still', async () => {
  expect(await create()).toMatchObject({ frozen_time: FROZEN, status: 'ready', name: 'Renewals' })
})

it('GET /v1/test_helpers/test_clocks/:id: answers it', async () => {
  const { id } = await create()
  expect(await stripe.testHelpers.testClocks.retrieve(id)).toMatchObject({ id, frozen_time: FROZEN })
  expect(await refusalOf(stripe.testHelpers.testClocks.retrieve('clock_no'))).toMatchObject({ statusCode: 404 })
})

it('POST /v1/test_helpers/test_clocks/:id/advance: goes forward only, and is ready again a moment later', async () => {
  const { id } = await create()
  const advancing = await stripe.testHelpers.testClocks.advance(id, { frozen_time: FROZEN + 60 })
  expect(advancing).toMatchObject({ status: 'advancing', frozen_time: FROZEN + 60 })
  expect(await refusalOf(stripe.testHelpers.testClocks.advance(id, { frozen_time: FROZEN + 90 }))).toMatchObject({
    statusCode: 400,
  })
  await sandbox.control('POST', 'clock/advance', { seconds: 2 })
  expect(await stripe.testHelpers.testClocks.retrieve(id)).toMatchObject({ status: 'ready' })
  const back = stripe.testHelpers.testClocks.advance(id, { frozen_time: FROZEN })
  expect(await refusalOf(back)).toMatchObject({ param: 'frozen_time' })
})

it('DELETE /v1/test_helpers/test_clocks/:id: deletes', async () => {
  const { id } = await create()
  expect(await stripe.testHelpers.testClocks.del(id)).toMatchObject({ id, deleted: true })
})

it('GET /v1/test_helpers/test_clocks: lists the newest first', async () => {
  const { id } = await create()
  expect((await stripe.testHelpers.testClocks.list({ limit: 1 })).data[0]?.id).toBe(id)
})
