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

const vat = (params: Partial<Stripe.TaxRateCreateParams> = {}) =>
  stripe.taxRates.create({ display_name: 'VAT', percentage: 19, inclusive: false, ...params })

it('POST /v1/tax_rates: makes a rate of up to four decimals', async () => {
  expect(await vat({ percentage: 8.875, country: 'US', tax_type: 'sales_tax' })).toMatchObject({
    active: true,
    percentage: 8.875,
    country: 'US',
    tax_type: 'sales_tax',
    inclusive: false,
  })
  expect(await refusalOf(vat({ percentage: 101 }))).toMatchObject({ statusCode: 400, param: 'percentage' })
  expect(await refusalOf(vat({ percentage: 1.23456 }))).toMatchObject({ statusCode: 400, param: 'percentage' })
  expect(await refusalOf(vat({ tax_type: 'window_tax' }))).toMatchObject({ param: 'tax_type' })
})

it('GET /v1/tax_rates/:id: answers it', async () => {
  const { id } = await vat()
  expect(await stripe.taxRates.retrieve(id)).toMatchObject({ id, display_name: 'VAT' })
  expect(await refusalOf(stripe.taxRates.retrieve('txr_none'))).toMatchObject({ statusCode: 404 })
})

it('POST /v1/tax_rates/:id: changes what it is called and whether it is used, not how much it is', async () => {
  const { id } = await vat()
  const changed = await stripe.taxRates.update(id, { active: false, display_name: 'MwSt.', metadata: { old: 'yes' } })
  expect(changed).toMatchObject({ active: false, display_name: 'MwSt.', percentage: 19, metadata: { old: 'yes' } })
  const answer = await sandbox.raw('POST', `/v1/tax_rates/${id}`, { body: 'percentage=7' })
  expect(answer.body.error).toMatchObject({ code: 'parameter_unknown', param: 'percentage' })
})

it('GET /v1/tax_rates: by whether they are used and where they lie', async () => {
  const inside = await vat({ inclusive: true })
  const unused = await vat({ inclusive: true, active: false })
  const { data } = await stripe.taxRates.list({ inclusive: true })
  expect(data.map(({ id }) => id)).toEqual([unused.id, inside.id])
  expect((await stripe.taxRates.list({ inclusive: true, active: true })).data.map(({ id }) => id)).toEqual([inside.id])
})
